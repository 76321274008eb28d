package io.plimsoll.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plimsoll.port.AdmissionGate;
import io.plimsoll.port.Ticker;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What every admission gate promises. A test class of a gate implements this interface and answers
 * a fresh one; each promise is one test.
 *
 * @since 0.1.0
 */
public interface AdmissionGateContract {

  /** A fresh gate, by this time. */
  AdmissionGate gate(Ticker ticker);

  private static int admitted(AdmissionGate gate, int asked) {
    int admitted = 0;
    for (int i = 0; i < asked; i++) {
      admitted += gate.admits() ? 1 : 0;
    }
    return admitted;
  }

  @Test
  default void anOpenGateAdmitsAll() {
    try (AdmissionGate gate = gate(new HandTicker())) {
      assertEquals(10_000, admitted(gate, 10_000));
      gate.shut();
      gate.trial();
      gate.open();
      assertEquals(10_000, admitted(gate, 10_000), "open again");
    }
  }

  @Test
  default void aShutGateAdmitsNothingHoweverLong() {
    HandTicker time = new HandTicker();
    try (AdmissionGate gate = gate(time)) {
      gate.shut();
      assertEquals(0, admitted(gate, 100));
      time.advance(Duration.ofDays(1));
      assertEquals(0, admitted(gate, 100), "a day later");
    }
  }

  @Test
  default void onTrialSomeAreAdmittedAgainAndAgain() {
    HandTicker time = new HandTicker();
    try (AdmissionGate gate = gate(time)) {
      gate.shut();
      gate.trial();
      for (int round = 0; round < 100; round++) {
        int some = admitted(gate, 1_000);
        assertTrue(some > 0 && some < 100, some + " of 1000 at once");
        time.advance(Duration.ofMinutes(1));
      }
    }
  }

  @Test
  default void whatItIsToldTwiceChangesNothing() {
    try (AdmissionGate gate = gate(new HandTicker())) {
      gate.shut();
      gate.shut();
      gate.trial();
      admitted(gate, 1_000);
      gate.trial();
      assertEquals(0, admitted(gate, 1_000), "on trial already, and no time has passed");
    }
  }

  @Test
  default void eachStateHasAWordOfItsOwn() {
    try (AdmissionGate gate = gate(new HandTicker())) {
      Set<String> words = new HashSet<>();
      words.add(gate.state());
      gate.shut();
      words.add(gate.state());
      gate.trial();
      words.add(gate.state());
      assertEquals(3, words.size(), () -> "words: " + words);
      assertFalse(words.stream().anyMatch(String::isBlank), "a blank word");
    }
  }

  @Test
  default void aClosedGateKeepsNobodyOut() {
    AdmissionGate gate = gate(new HandTicker());
    gate.shut();
    gate.close();
    gate.close();
    assertEquals(100, admitted(gate, 100));
  }
}
