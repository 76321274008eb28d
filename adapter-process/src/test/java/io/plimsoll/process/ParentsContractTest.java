package io.plimsoll.process;

import io.plimsoll.command.Command;
import io.plimsoll.port.ProcessLauncher;
import io.plimsoll.testkit.ProcessLauncherContract;

/** The level parents keeps what every launcher promises. */
class ParentsContractTest implements ProcessLauncherContract {
  @Override
  public ProcessLauncher launcher() {
    return ForcedLevelTest.launcher(ContainmentLevel.PARENTS);
  }

  @Override
  public boolean catches(Stray stray) {
    return false;
  }

  @Override
  public boolean readsMemory() {
    return false;
  }

  /** Its child and grandchild keep their parents. */
  @Override
  public Command tree() {
    return Command.of("sh", "-c", "sh -c 'sleep 60 & wait' & wait");
  }
}
