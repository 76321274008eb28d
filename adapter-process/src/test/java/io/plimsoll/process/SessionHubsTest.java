package io.plimsoll.process;

import org.junit.jupiter.api.condition.EnabledIf;

/** The same where there are no groups, and each command leads a session of its own. */
@EnabledIf("io.plimsoll.process.ForkHubsTest#sessionsWork")
class SessionHubsTest extends ForkHubsTest {

  @Override
  ContainmentLevel level() {
    return ContainmentLevel.SESSION;
  }
}
