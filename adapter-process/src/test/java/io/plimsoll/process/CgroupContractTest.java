package io.plimsoll.process;

import io.plimsoll.port.ProcessLauncher;
import io.plimsoll.testkit.ProcessLauncherContract;
import org.junit.jupiter.api.condition.EnabledIf;

/** The level cgroup keeps what every launcher promises. */
@EnabledIf("io.plimsoll.process.ForcedLevelTest#groupsWork")
class CgroupContractTest implements ProcessLauncherContract {
  @Override
  public ProcessLauncher launcher() {
    return ForcedLevelTest.launcher(ContainmentLevel.CGROUP);
  }
}
