package io.plimsoll.process;

import org.junit.jupiter.api.condition.EnabledIf;

/** The same where nothing but its mark tells whose a process is. */
@EnabledIf("io.plimsoll.process.ForkHubsTest#marksWork")
class CookieHubsTest extends ForkHubsTest {

  @Override
  ContainmentLevel level() {
    return ContainmentLevel.COOKIE;
  }
}
