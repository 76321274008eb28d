package io.plimsoll.process;

import io.plimsoll.command.Command;
import io.plimsoll.port.ProcessLauncher;
import io.plimsoll.testkit.ProcessLauncherContract;
import java.util.UUID;
import org.junit.jupiter.api.condition.EnabledIf;

/** Commands that fork servers start keep what every launcher promises. */
@EnabledIf("io.plimsoll.process.ForkServersTest#work")
class ForkedContractTest implements ProcessLauncherContract {

  /** Starts come near one another here, so that servers are there for the commands of the test. */
  @Override
  public ProcessLauncher launcher() {
    ProcessLauncher launcher = ForcedLevelTest.launcher(ContainmentLevel.CGROUP);
    for (int i = 0; i < 4; i++) {
      Recording seen = new Recording();
      var process = launcher.launch(UUID.randomUUID().toString(), Command.of("true"), seen);
      seen.status();
      process.survey(2);
      seen.survey(0);
      process.release();
    }
    return launcher;
  }
}
