package io.plimsoll.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.Plimsoll;
import io.plimsoll.Running;
import io.plimsoll.RuntimeObserver;
import io.plimsoll.RuntimeSettings;
import io.plimsoll.Scope;
import io.plimsoll.command.Command;
import io.plimsoll.command.OutcomeKind;
import io.plimsoll.command.RefusedException;
import io.plimsoll.command.RefusedException.Reason;
import io.plimsoll.command.StopSignal;
import io.plimsoll.growth.Gauge;
import io.plimsoll.lease.Totals;
import io.plimsoll.resource.CachePolicy;
import io.plimsoll.resource.PoolLimits;
import io.plimsoll.resource.Weigher;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What happened is counted wherever it happens, and can still be read at the end. */
@Timeout(60)
class TotalsTest {

  @Test
  void whatHappenedIsCountedAndStaysWhenTheRuntimeIsClosed() throws Exception {
    Plimsoll plimsoll = new FakeAdapter().start("process.concurrency", "1");
    Running first = plimsoll.submit(Command.of("obeys"));
    first.cancel("the test wants it");
    first.await();
    plimsoll.close();
    Totals totals = plimsoll.totals();
    assertThat(totals.accepted()).isEqualTo(1);
    assertThat(totals.attempts().get(OutcomeKind.CANCELLED).count()).isEqualTo(1);
    assertThat(totals.waits().count()).isEqualTo(1);
    assertThat(totals.signals()).containsEntry(StopSignal.TERM, 1L);
  }

  @Test
  void refusalsAreCountedWhereverTheyAreDecided() {
    Plimsoll plimsoll = new FakeAdapter().start("scope.limit", "2");
    Scope scope = plimsoll.scope("one");
    assertThatThrownBy(() -> plimsoll.scope("two")).isInstanceOf(RefusedException.class);
    for (int i = 0; i < Gauges.MOST; i++) {
      plimsoll.watch(Gauge.count("listeners", "" + i), () -> 0);
    }
    assertThatThrownBy(() -> plimsoll.watch(Gauge.count("more", ""), () -> 0))
        .isInstanceOf(RefusedException.class);
    for (int i = 0; i < Observers.MOST; i++) {
      plimsoll.observe(new RuntimeObserver() {});
    }
    assertThatThrownBy(() -> plimsoll.observe(new RuntimeObserver() {}))
        .isInstanceOf(RefusedException.class);
    scope.close();
    assertThatThrownBy(() -> scope.submit(Command.of("late"))).isInstanceOf(RefusedException.class);
    plimsoll.close();
    assertThatThrownBy(() -> plimsoll.cache("late", CachePolicy.entries(1), Weigher.usual()))
        .isInstanceOf(RefusedException.class);
    assertThat(plimsoll.totals().refused())
        .containsEntry(Reason.SCOPES_FULL, 1L)
        .containsEntry(Reason.GAUGES_FULL, 1L)
        .containsEntry(Reason.OBSERVERS_FULL, 1L)
        .containsEntry(Reason.CLOSED, 2L)
        .containsEntry(Reason.QUEUE_FULL, 0L);
  }

  @Test
  void nullIsRefusedByNameAndTakesNoPlace() {
    try (Plimsoll plimsoll = new FakeAdapter().start()) {
      Gauge gauge = Gauge.count("listeners", "");
      assertRefused("observer", () -> plimsoll.observe(null));
      assertRefused("gauge", () -> plimsoll.watch(null, () -> 0));
      assertRefused("value", () -> plimsoll.watch(gauge, null));
      assertRefused("weigher", () -> plimsoll.cache("c", CachePolicy.entries(1), null));
      assertRefused("factory", () -> plimsoll.pool("p", null, PoolLimits.usual()));
      for (int i = 0; i < Observers.MOST; i++) {
        plimsoll.observe(new RuntimeObserver() {});
      }
      plimsoll.watch(gauge, () -> 0);
    }
  }

  private static void assertRefused(String name, ThrowingCallable giving) {
    assertThatThrownBy(giving).isInstanceOf(NullPointerException.class).hasMessage(name);
  }

  @Test
  void theSettingsInForceCanBeSeen() {
    try (Plimsoll plimsoll = new FakeAdapter().start("scope.limit", "7")) {
      assertThat(plimsoll.settings().get(RuntimeSettings.SCOPES)).isEqualTo(7);
      assertThat(plimsoll.settings().get(RuntimeSettings.POOLS)).isEqualTo(64);
    }
  }
}
