package io.plimsoll.verification.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulateProofTest {

  @Test
  void aBrokenPromiseIsShownInStepsWithTheCommandThatRepeatsIt() {
    SimulateProof proof =
        new SimulateProof(
            (setup, launcher, time, sink, delivery) ->
                Subject.real(
                    new Setup(setup.limit(), setup.queue() + 1, setup.scopes(), setup.origin()),
                    launcher,
                    time,
                    sink,
                    delivery));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    boolean held =
        proof.holds(
            List.of("--seeds", "50", "--steps", "40"),
            new PrintStream(bytes, true, StandardCharsets.UTF_8));
    String out = bytes.toString(StandardCharsets.UTF_8);
    assertThat(held).isFalse();
    assertThat(out)
        .contains("queue <= bound", "The shortest plan found has", "* submit in scope 0: command")
        .containsPattern("To repeat it: bin/prove simulate --seed \\d+ --steps 40")
        .containsPattern("simulate: BROKEN, .*, 1 violations, ");
  }
}
