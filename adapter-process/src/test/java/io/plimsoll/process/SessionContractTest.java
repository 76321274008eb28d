package io.plimsoll.process;

import io.plimsoll.port.ProcessLauncher;
import io.plimsoll.testkit.ProcessLauncherContract;
import org.junit.jupiter.api.condition.EnabledIf;

/** The level session keeps what every launcher promises. */
@EnabledIf("io.plimsoll.process.ForcedLevelTest#sessionsWork")
class SessionContractTest implements ProcessLauncherContract {
  @Override
  public ProcessLauncher launcher() {
    return ForcedLevelTest.launcher(ContainmentLevel.SESSION);
  }

  @Override
  public boolean catches(Stray stray) {
    return stray != Stray.BARE_DAEMON;
  }
}
