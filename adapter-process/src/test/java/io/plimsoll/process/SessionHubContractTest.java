package io.plimsoll.process;

import org.junit.jupiter.api.condition.EnabledIf;

/** The same on the level {@code session}. */
@EnabledIf("io.plimsoll.process.ForkHubsTest#sessionsWork")
class SessionHubContractTest extends HubContractTest {

  @Override
  ContainmentLevel level() {
    return ContainmentLevel.SESSION;
  }

  @Override
  public boolean catches(Stray stray) {
    return stray != Stray.BARE_DAEMON;
  }
}
