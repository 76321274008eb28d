package io.plimsoll.process;

import io.plimsoll.port.ProcessLauncher;
import io.plimsoll.testkit.ProcessLauncherContract;

/** The level cookie keeps what every launcher promises. */
class CookieContractTest implements ProcessLauncherContract {
  @Override
  public ProcessLauncher launcher() {
    return ForcedLevelTest.launcher(ContainmentLevel.COOKIE);
  }

  @Override
  public boolean catches(Stray stray) {
    return stray != Stray.BARE_DAEMON;
  }
}
