package io.plimsoll.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.plimsoll.Plimsoll;
import io.plimsoll.Running;
import io.plimsoll.Settings;
import io.plimsoll.command.Command;
import java.net.Socket;
import java.net.URI;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A null is refused by its name where it is given, before anything else is blamed for it. */
@Timeout(60)
@SuppressWarnings("NullAway")
class NullsTest {

  @Test
  void aReasonThatIsNullIsRefusedAndTheCommandLivesOn() throws Exception {
    try (Plimsoll plimsoll = new FakeAdapter().start()) {
      Running running = plimsoll.submit(Command.of("obeys"));
      assertThatNullPointerException().isThrownBy(() -> running.cancel(null)).withMessage("reason");
      assertThatNullPointerException().isThrownBy(() -> running.kill(null)).withMessage("reason");
      running.cancel("enough");
      assertThat(running.await().reason()).contains("cancelled: enough");
    }
  }

  @Test
  void aRuntimeIsNotStartedWithoutSettingsOrWithASinkThatIsNone() {
    assertThatNullPointerException().isThrownBy(() -> Plimsoll.start(null)).withMessage("settings");
    assertThatNullPointerException()
        .isThrownBy(() -> Plimsoll.start(Settings.defaults(), null))
        .withMessage("sink");
  }

  @Test
  void aSettingWithoutAValueIsNamed() {
    assertThatNullPointerException()
        .isThrownBy(() -> Settings.of(Collections.singletonMap("process.timeout", null)))
        .withMessage("process.timeout");
  }

  @Test
  void noAdapterIsBlamedForAnAddressThatIsNull() {
    assertThatNullPointerException()
        .isThrownBy(() -> Plimsoll.connections(null, Socket.class))
        .withMessage("address");
    assertThatNullPointerException()
        .isThrownBy(() -> Plimsoll.connections(URI.create("tcp://localhost:1"), null))
        .withMessage("type");
  }
}
