package io.plimsoll.cli.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.command.ByteSize;
import io.plimsoll.command.Captured;
import io.plimsoll.command.Command;
import io.plimsoll.command.Environment;
import io.plimsoll.command.Outcome;
import io.plimsoll.command.OutcomeKind;
import io.plimsoll.command.PipeHolder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class RedactionTest {

  private static final String OWN = "own-secret-1234";
  private static final String JOBS = "jobs\"secret\\n";

  private final Redaction redaction =
      new Redaction(Map.of("API_TOKEN", OWN, "HOME", "/home/somebody", "PIN_KEY", "1234567"));

  private static Outcome outcome(String reason, Captured stdout) {
    Command command = Command.of("x").environment(Environment.inherit().with("my_password", JOBS));
    return new Outcome(
        "s-1",
        command,
        OutcomeKind.FAILED,
        reason,
        OptionalInt.of(1),
        Optional.empty(),
        Optional.empty(),
        1,
        Instant.EPOCH,
        Duration.ZERO,
        ByteSize.bytes(1),
        1,
        0,
        stdout,
        Captured.NOTHING,
        List.of(new PipeHolder(7, "sleep " + OWN, Duration.ZERO)));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private String told(byte[] head, byte[] tail, long dropped) {
    Captured captured = new Captured(head.length + tail.length + dropped, head, tail);
    Captured result = redaction.of(outcome("", captured)).stdout();
    assertThat(result.bytes()).isEqualTo(captured.bytes());
    assertThat(result.droppedBytes()).isEqualTo(dropped);
    return new String(result.kept(), StandardCharsets.ISO_8859_1);
  }

  @Test
  void secretsOfTheRuntimeAndOfTheJobAreTakenOutEverywhere() {
    Outcome result = redaction.of(outcome("because of " + OWN, Captured.NOTHING));
    assertThat(result.reason()).isEqualTo("because of (redacted)");
    assertThat(result.pipeHolders().get(0).command()).isEqualTo("sleep (redacted)");
    assertThat(told(bytes("a " + JOBS + " b " + OWN), new byte[0], 0))
        .isEqualTo("a (redacted)*** b (redacted)*****");
  }

  @Test
  void whatIsNoSecretOrTooShortStays() {
    String text = "/home/somebody 1234567";
    assertThat(told(bytes(text), new byte[0], 0)).isEqualTo(text);
  }

  @Test
  void outputThatIsNoTextIsSearchedToo() {
    byte[] odd = bytes("?" + OWN + "?");
    odd[0] = (byte) 0xff;
    assertThat(told(odd, new byte[0], 0)).isEqualTo("\u00ff(redacted)*****?");
  }

  @Test
  void oneThatBeginsInTheHeadAndEndsInTheTailIsFound() {
    assertThat(told(bytes("a " + OWN.substring(0, 5)), bytes(OWN.substring(5) + " b"), 0))
        .isEqualTo("a (redacted)***** b");
  }

  @Test
  void whatTheGapHasLeftOfOneIsTakenOutToo() {
    assertThat(told(bytes("a " + OWN.substring(0, 9)), bytes(OWN.substring(6) + " b"), 100))
        .isEqualTo("a ****************** b");
  }

  @Test
  void oneThatIsCutWhereATextIsCutIsTakenOut() {
    assertThat(
            redaction.of(outcome("ran " + OWN.substring(0, 6) + "...", Captured.NOTHING)).reason())
        .isEqualTo("ran (redacted)...");
  }
}
