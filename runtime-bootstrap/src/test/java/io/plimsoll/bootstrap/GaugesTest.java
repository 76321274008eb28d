package io.plimsoll.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.command.RefusedException;
import io.plimsoll.growth.Gauge;
import io.plimsoll.growth.GaugeReading;
import io.plimsoll.testkit.Await;
import java.io.IOError;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GaugesTest {

  private static final Gauge LISTENERS = Gauge.count("listeners", "bus");

  private static final GaugeReading BESIDES = new GaugeReading(Gauge.bytes("heap", ""), 5);

  private final Gauges gauges = new Gauges(TimeUnit.HOURS.toNanos(1));
  private final RuntimeThreads threads = new RuntimeThreads(10);

  /** What is told, without what is known besides, when it is. */
  private List<GaugeReading> read() {
    CompletableFuture<List<GaugeReading>> answer = new CompletableFuture<>();
    gauges.addTo(List.of(BESIDES), threads, answer::complete);
    List<GaugeReading> all = answer.orTimeout(20, TimeUnit.SECONDS).join();
    assertThat(all).startsWith(BESIDES);
    return all.subList(1, all.size());
  }

  @AfterEach
  void noThreadIsLeft() {
    Await.await("the end of its threads", () -> threads.count() == 0);
  }

  @Test
  void whatIsWatchedIsReadUntilItIsClosed() throws Exception {
    AutoCloseable watch = gauges.watch(LISTENERS, () -> 7);
    assertThat(read()).containsExactly(new GaugeReading(LISTENERS, 7));
    watch.close();
    assertThat(read()).isEmpty();
    AutoCloseable other = gauges.watch(LISTENERS, () -> 8);
    watch.close();
    assertThat(read()).as("closed twice").containsExactly(new GaugeReading(LISTENERS, 8));
    other.close();
  }

  @Test
  void oneThatFailsIsLeftOut() {
    gauges.watch(
        LISTENERS,
        () -> {
          throw new IllegalStateException("on purpose");
        });
    gauges.watch(
        Gauge.count("fatal", ""),
        () -> {
          throw new IOError(new IllegalStateException("on purpose"));
        });
    gauges.watch(Gauge.count("others", ""), () -> 1);
    assertThat(read()).extracting(each -> each.gauge().name()).containsExactly("others");
  }

  @Test
  void oneThatIsWatchedAlreadyIsRefused() {
    gauges.watch(LISTENERS, () -> 1);
    assertThatThrownBy(() -> gauges.watch(LISTENERS, () -> 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "gauge 'listeners of bus': is watched already; close the other or give this one another owner");
  }

  @Test
  void moreThanTheBoundAreRefused() {
    for (int i = 0; i < Gauges.MOST; i++) {
      gauges.watch(Gauge.count("g", "" + i), () -> 1);
    }
    assertThatThrownBy(() -> gauges.watch(LISTENERS, () -> 2))
        .isInstanceOf(RefusedException.class)
        .hasMessage("gauge 'listeners of bus': 32 are watched, allowed 32; close some");
  }

  /** Does not return until it may, or is interrupted. */
  private static final class Held implements LongSupplier {
    final CountDownLatch asked = new CountDownLatch(1);
    final CountDownLatch goOn = new CountDownLatch(1);
    final AtomicInteger interrupted = new AtomicInteger();

    @Override
    public long getAsLong() {
      asked.countDown();
      try {
        goOn.await();
      } catch (InterruptedException e) {
        interrupted.incrementAndGet();
      }
      return 7;
    }
  }

  @Test
  void oneThatDoesNotReturnHoldsUpNobodyAndIsNamedOnce() throws Exception {
    Gauges late = new Gauges(0);
    Held held = new Held();
    late.watch(LISTENERS, held);
    List<List<GaugeReading>> told = new CopyOnWriteArrayList<>();
    late.addTo(List.of(BESIDES), threads, told::add);
    assertThat(held.asked.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(told).isEmpty();
    try (Logged logged = new Logged(Gauges.class)) {
      late.addTo(List.of(BESIDES), threads, told::add);
      late.addTo(List.of(BESIDES), threads, told::add);
      assertThat(told).containsExactly(List.of(BESIDES), List.of(BESIDES));
      assertThat(logged.lines())
          .containsExactly(
              "WARNING gauge 'listeners of bus' does not return; no gauge of the program is read until it does");
    }
    late.stop();
    noThreadIsLeft();
    assertThat(held.interrupted).hasValue(1);
    assertThat(told).as("overtaken").hasSize(2);
    held.goOn.countDown();
    late.addTo(List.of(BESIDES), threads, told::add);
    Await.await("the next", () -> told.size() == 3);
    assertThat(told.get(2)).containsExactly(BESIDES, new GaugeReading(LISTENERS, 7));
  }

  @Test
  void aRoundThatIsUnderWayIsWaitedForAndTheNextOneMissed() throws Exception {
    Held held = new Held();
    gauges.watch(LISTENERS, held);
    List<List<GaugeReading>> told = new CopyOnWriteArrayList<>();
    gauges.addTo(List.of(BESIDES), threads, told::add);
    assertThat(held.asked.await(20, TimeUnit.SECONDS)).isTrue();
    gauges.addTo(List.of(), threads, told::add);
    assertThat(told).isEmpty();
    held.goOn.countDown();
    Await.await("the answer", () -> told.size() == 1);
    assertThat(told.get(0)).containsExactly(BESIDES, new GaugeReading(LISTENERS, 7));
  }

  @Test
  void whereNoThreadIsToBeHadWhatIsKnownBesidesIsToldAlone() {
    gauges.watch(LISTENERS, () -> 7);
    List<List<GaugeReading>> told = new ArrayList<>();
    RuntimeThreads none = new RuntimeThreads(0);
    gauges.addTo(List.of(BESIDES), none, told::add);
    gauges.addTo(List.of(BESIDES), none, told::add);
    assertThat(told).containsExactly(List.of(BESIDES), List.of(BESIDES));
    assertThat(read()).hasSize(1);
  }
}
