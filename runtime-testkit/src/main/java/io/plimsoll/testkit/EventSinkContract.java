package io.plimsoll.testkit;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plimsoll.port.EventSink;
import io.plimsoll.port.RuntimeEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * What every sink of events promises. A test class of a sink implements this interface and answers
 * a fresh one; each promise is one test. Events come on one thread, as they come on the loop.
 *
 * @since 0.1.0
 */
public interface EventSinkContract {

  /** How many events a promise is tried with. */
  int MANY = 1_000;

  /** A fresh sink. */
  EventSink sink() throws Exception;

  /**
   * The sequence numbers of the events that arrived where the sink brings them, in the order in
   * which they lie there. Asked once all were told and, where it can be closed, it was.
   */
  List<Long> arrived(EventSink sink) throws Exception;

  /** Whether it is to be closed. */
  default boolean closes() {
    return false;
  }

  /** How long the loop may be held up by {@value #MANY} events. */
  default Duration patience() {
    return Duration.ofSeconds(5);
  }

  private static RuntimeEvent event(long sequence, String words) {
    Instant at = Instant.parse("2026-01-01T00:00:00Z").plusMillis(sequence);
    return new RuntimeEvent(sequence, at, "s-1", "running", "launch", words);
  }

  private static void tell(EventSink sink, int count) {
    for (long i = 1; i <= count; i++) {
      sink.on(event(i, "event " + i));
    }
  }

  private static void close(EventSink sink) throws Exception {
    if (sink instanceof AutoCloseable closeable) {
      closeable.close();
    }
  }

  @Test
  default void whatItTookArrivesInOrderAndOnce() throws Exception {
    EventSink sink = sink();
    tell(sink, MANY);
    close(sink);
    assertEquals(LongStream.rangeClosed(1, MANY).boxed().toList(), arrived(sink));
  }

  @Test
  default void noWordsAreTooOddForIt() throws Exception {
    EventSink sink = sink();
    List<String> odd =
        List.of("", " ", "\"quoted\", {0} %s", "\u00e9\u4e16\ud83d\ude80", "x".repeat(100_000));
    for (int i = 0; i < odd.size(); i++) {
      RuntimeEvent event = event(i + 1L, odd.get(i));
      assertDoesNotThrow(() -> sink.on(event), () -> "words: " + event.words());
    }
    close(sink);
    assertEquals(LongStream.rangeClosed(1, odd.size()).boxed().toList(), arrived(sink));
  }

  @Test
  default void itHoldsNobodyUp() throws Exception {
    EventSink sink = sink();
    long begun = System.nanoTime();
    tell(sink, MANY);
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    close(sink);
    assertTrue(took.compareTo(patience()) < 0, () -> MANY + " events took " + took);
  }

  @Test
  default void anInterruptOfItsCallerIsLeftToTheCaller() throws Exception {
    EventSink sink = sink();
    Thread.currentThread().interrupt();
    try {
      assertDoesNotThrow(() -> sink.on(event(1, "an event")));
    } finally {
      assertTrue(Thread.interrupted(), "the interrupt is gone");
      close(sink);
    }
    assertEquals(List.of(1L), arrived(sink));
  }

  @Test
  default void itCanBeClosedAsItSays() throws Exception {
    EventSink sink = sink();
    assertEquals(closes(), sink instanceof AutoCloseable, "whether it can be closed");
    close(sink);
  }

  @Test
  default void closingItAgainIsHarmless() throws Exception {
    EventSink sink = sink();
    tell(sink, 3);
    close(sink);
    assertDoesNotThrow(() -> close(sink), "closed again");
    assertEquals(List.of(1L, 2L, 3L), arrived(sink));
  }

  @Test
  default void whatIsClosedHoldsNothing() throws Exception {
    close(sink());
    int before = Descriptors.open();
    for (int i = 0; i < 20; i++) {
      EventSink sink = sink();
      tell(sink, 3);
      close(sink);
    }
    Descriptors.await(before, patience());
  }
}
