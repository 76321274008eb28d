package io.plimsoll.testkit;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plimsoll.memory.HeapProof;
import io.plimsoll.memory.HeapReading;
import io.plimsoll.memory.MemoryReading;
import io.plimsoll.port.MemorySensor;
import io.plimsoll.port.ProcessLauncher.Fact;
import java.lang.ref.Reference;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * What every sensor of this process's memory promises. A test class of a sensor implements this
 * interface and answers a fresh one; each promise is one test, and has the heap collected.
 *
 * @since 0.1.0
 */
public interface MemorySensorContract {

  /** A fresh sensor. */
  MemorySensor sensor();

  private static long confirmed(MemorySensor sensor) {
    return sensor.confirm().map(HeapProof::bytes).orElse(-1L);
  }

  private static long confirmedHolding16MiB(MemorySensor sensor) {
    byte[][] held = new byte[64][1 << 18];
    try {
      return confirmed(sensor);
    } finally {
      Reference.reachabilityFence(held);
    }
  }

  @Test
  default void whatItReadsFitsTogether() {
    try (MemorySensor sensor = sensor()) {
      MemoryReading reading = sensor.read();
      HeapReading heap = reading.heap();
      assertTrue(heap.used() > 0 && heap.used() <= heap.committed(), () -> "used: " + heap);
      assertTrue(heap.committed() <= heap.most(), () -> "committed: " + heap);
      assertTrue(reading.outside() > 0, () -> "outside: " + reading);
      assertTrue(reading.outside() <= reading.resident(), () -> "resident: " + reading);
      assertTrue(reading.stalled() >= 0 && reading.stalled() <= 1, () -> "stalled: " + reading);
    }
  }

  @Test
  default void whatIsHeldIsSeenAndWhatIsNotIsNot() {
    try (MemorySensor sensor = sensor()) {
      long with = confirmedHolding16MiB(sensor);
      long without = confirmed(sensor);
      assertTrue(with > 16 << 20, () -> "held 16 MiB, proven " + with);
      assertTrue(with - without > 12 << 20, () -> "let go of 16 MiB: " + with + ", " + without);
    }
  }

  @Test
  default void aCollectionOfTheWholeHeapIsInTheNextReading() {
    try (MemorySensor sensor = sensor()) {
      long proven = confirmed(sensor);
      HeapReading heap = sensor.read().heap();
      assertTrue(heap.sure().isPresent() && heap.live().isPresent() && heap.last().isPresent());
      assertTrue(heap.sure().getAsLong() <= proven, () -> proven + " was proven: " + heap);
      assertTrue(heap.live().getAsLong() <= heap.committed(), () -> "live: " + heap);
    }
  }

  @Test
  default void anAnswerIsNotToldAgainByAReading() {
    try (MemorySensor sensor = sensor()) {
      Optional<HeapProof> answer = sensor.confirm();
      assertTrue(answer.isPresent(), "no answer");
      assertNotEquals(answer, sensor.read().heap().proof());
    }
  }

  @Test
  default void itsFactsHaveNamesAndValues() {
    try (MemorySensor sensor = sensor()) {
      assertFalse(sensor.facts().isEmpty());
      for (Fact fact : sensor.facts()) {
        assertFalse(fact.name().isBlank() || fact.value().isBlank(), fact::toString);
      }
    }
  }

  @Test
  default void whatIsClosedHoldsNothingAndStillAnswers() {
    sensor().close();
    int before = Descriptors.open();
    for (int i = 0; i < 20; i++) {
      MemorySensor sensor = sensor();
      sensor.read();
      sensor.close();
      sensor.close();
      assertTrue(sensor.read().limit() > 0);
    }
    Descriptors.await(before, Duration.ofSeconds(10));
  }
}
