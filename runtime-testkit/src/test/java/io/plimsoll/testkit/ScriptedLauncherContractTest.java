package io.plimsoll.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;

/** The scripted launcher keeps the promises of real ones. */
class ScriptedLauncherContractTest extends ScriptedWorld {

  @AfterEach
  void nothingWasAskedThatMayNotBeAsked() {
    assertThat(latest).isNotNull();
    assertThat(latest.breaches()).isEmpty();
    assertThat(latest.live()).isEmpty();
  }
}
