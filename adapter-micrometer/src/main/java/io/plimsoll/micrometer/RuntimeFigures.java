package io.plimsoll.micrometer;

import static io.plimsoll.micrometer.Figure.counter;
import static io.plimsoll.micrometer.Figure.gauge;
import static io.plimsoll.micrometer.Figure.timer;

import io.plimsoll.RuntimeSettings;
import io.plimsoll.command.OutcomeKind;
import io.plimsoll.command.RefusedException;
import io.plimsoll.command.StopSignal;
import io.plimsoll.growth.Grown;
import io.plimsoll.lease.LeaseKind;
import io.plimsoll.lease.Totals;
import io.plimsoll.lease.Totals.Spent;
import io.plimsoll.memory.LoadReport;
import io.plimsoll.memory.MemoryReading;
import io.plimsoll.memory.Stage;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** What is measured of a runtime as a whole. */
final class RuntimeFigures {

  /** Signals with a series of their own: those that commands are ended with as a rule. */
  private static final Set<StopSignal> USUAL =
      EnumSet.of(StopSignal.HUP, StopSignal.INT, StopSignal.TERM, StopSignal.KILL);

  private RuntimeFigures() {}

  /** All of them. */
  static List<Figure<View>> all() {
    List<Figure<View>> all = new ArrayList<>();
    commands(all);
    attempts(all);
    leases(all);
    load(all);
    memory(all);
    growth(all);
    containers(all);
    return all;
  }

  private static void commands(List<Figure<View>> all) {
    all.add(
        gauge(
            "plimsoll.commands.live",
            "Commands that hold a place: starting, running or being ended",
            v -> v.health().live()));
    all.add(
        gauge(
            "plimsoll.commands.live.max",
            "The most commands that may be live",
            v -> v.health().limit()));
    all.add(
        gauge(
            "plimsoll.commands.queued",
            "Commands that wait for a place",
            v -> v.health().queued()));
    all.add(
        gauge(
            "plimsoll.commands.queued.max",
            "The most commands that may wait",
            v -> v.health().queueBound()));
    all.add(
        counter(
            "plimsoll.commands.accepted",
            "Commands that were accepted",
            v -> v.totals().accepted()));
    for (OutcomeKind kind : OutcomeKind.values()) {
      all.add(
          Figure.<View>counter(
                  "plimsoll.commands.ended",
                  "Commands that ended, by how they ended",
                  v -> v.ended(kind))
              .tag("outcome", kind.word()));
    }
    for (RefusedException.Reason reason : RefusedException.Reason.values()) {
      all.add(
          Figure.<View>counter(
                  "plimsoll.refused",
                  "Work that was refused, by the reason",
                  v -> of(v.totals().refused().get(reason)))
              .tag("reason", Words.of(reason)));
    }
  }

  private static void attempts(List<Figure<View>> all) {
    for (OutcomeKind kind : OutcomeKind.values()) {
      all.add(
          Figure.<View>timer(
                  "plimsoll.attempts",
                  "Attempts that ran, from the start to the end of the whole tree, by how they ended",
                  v -> spent(v, kind).count(),
                  v -> spent(v, kind).total().toNanos())
              .tag("outcome", kind.word()));
    }
    all.add(
        counter(
            "plimsoll.attempts.retries",
            "Attempts that were started after another one of the same command",
            v -> v.totals().retries()));
    all.add(
        timer(
            "plimsoll.queue.wait",
            "Waits of attempts for a place",
            v -> v.totals().waits().count(),
            v -> v.totals().waits().total().toNanos()));
    for (StopSignal signal : USUAL) {
      all.add(signals(signal.name(), v -> of(v.totals().signals().get(signal))));
    }
    all.add(
        signals(
            PlimsollMetrics.OTHER,
            v ->
                v.totals().signals().entrySet().stream()
                    .filter(each -> !USUAL.contains(each.getKey()))
                    .mapToLong(each -> each.getValue())
                    .sum()));
    all.add(
        counter(
            "plimsoll.processes.seen",
            "Processes that were seen in trees that have ended",
            v -> v.totals().processes()));
    all.add(
        counter(
            "plimsoll.processes.left",
            "Processes that could not be ended, or were allowed to stay",
            v -> v.totals().left()));
    all.add(
        Figure.<View>counter(
                "plimsoll.output",
                "Bytes that attempts that have ended wrote to outputs that are read",
                v -> v.totals().outputBytes())
            .bytes());
    all.add(
        Figure.<View>counter(
                "plimsoll.output.dropped",
                "Bytes of these outputs that were not kept",
                v -> v.totals().droppedBytes())
            .bytes());
    all.add(
        Figure.<View>counter(
                "plimsoll.recorder.written",
                "Bytes of decisions that were recorded",
                v -> v.totals().recordedBytes())
            .bytes());
    all.add(
        counter(
            "plimsoll.recorder.lost",
            "Decisions that could not be recorded",
            v -> v.totals().unrecorded()));
  }

  private static Figure<View> signals(String word, ToDoubleFunction<View> value) {
    return Figure.counter("plimsoll.signals", "Signals that were sent to whole trees", value)
        .tag("signal", word);
  }

  private static Spent spent(View view, OutcomeKind kind) {
    Totals totals = view.totals();
    return Objects.requireNonNull(totals.attempts().get(kind));
  }

  private static void leases(List<Figure<View>> all) {
    for (LeaseKind kind : LeaseKind.values()) {
      String word = Words.of(kind);
      all.add(
          Figure.<View>gauge(
                  "plimsoll.leases.live",
                  "Leases that are held, by what they hold",
                  v -> v.reading().live(kind))
              .tag("kind", word));
      all.add(
          Figure.<View>time(
                  "plimsoll.leases.oldest",
                  "How long the oldest live lease has been held; 0 where there is none",
                  v -> v.reading().oldest(kind))
              .tag("kind", word));
    }
    all.add(
        counter(
            "plimsoll.leases.opened",
            "Leases of process trees that were opened",
            v -> v.health().opened()));
    all.add(
        counter(
            "plimsoll.leases.ended",
            "Leases of process trees that ended",
            v -> v.health().ended()));
    all.add(gauge("plimsoll.scopes.open", "Open scopes", v -> v.health().scopes()));
    all.add(
        gauge(
            "plimsoll.scopes.open.max",
            "The most scopes that may be open",
            v -> v.health().scopeBound()));
    all.add(
        gauge(
            "plimsoll.threads.live",
            "Live threads that the runtime has started",
            v -> v.health().threads()));
    all.add(
        gauge(
            "plimsoll.threads.live.max",
            "The most threads that the runtime may have",
            v -> v.health().threadBound()));
  }

  private static void load(List<Figure<View>> all) {
    for (Stage stage : Stage.values()) {
      String word = Words.of(stage);
      all.add(
          Figure.<View>gauge(
                  "plimsoll.load.stage",
                  "1 for the stage that the memory is at now, 0 for the others",
                  v -> v.plimsoll().stage() == stage ? 1 : 0)
              .tag("stage", word));
      all.add(
          Figure.<View>counter(
                  "plimsoll.load.stage.entered",
                  "How often a measure of the memory came to a stage",
                  v -> of(v.totals().stages().get(stage)))
              .tag("stage", word));
    }
  }

  private static void memory(List<Figure<View>> all) {
    all.add(
        bytes(
            "plimsoll.memory.heap.live",
            "What the heap held after the last collections",
            v -> v.reading().heapLive()));
    all.add(
        bytes(
            "plimsoll.memory.heap.used",
            "What the heap holds with what is not collected yet",
            v -> v.reading().memory(m -> m.heap().used())));
    all.add(
        bytes(
            "plimsoll.memory.heap.committed",
            "What the heap has taken from the system",
            v -> v.reading().memory(m -> m.heap().committed())));
    all.add(
        bytes(
            "plimsoll.memory.heap.max",
            "The most that the heap may hold, or the limit of the runtime where that is less",
            v -> v.reading().memory(MemoryReading::heapLimit)));
    all.add(
        bytes(
            "plimsoll.memory.resident",
            "Resident memory of the program itself",
            v -> v.reading().memory(MemoryReading::resident)));
    all.add(
        bytes(
            "plimsoll.memory.outside",
            "The part of it that is not heap",
            v -> v.reading().memory(MemoryReading::outside)));
    all.add(
        bytes(
            "plimsoll.memory.trees",
            "Resident memory of all live trees at their last reading",
            v -> v.health().residentBytes()));
    all.add(
        bytes(
            "plimsoll.memory.max",
            "What the program and all its trees may hold together",
            v -> v.reading().memory(MemoryReading::limit)));
    all.add(
        gauge(
            "plimsoll.memory.stalled",
            "The part of the last ten seconds in which work waited for memory, from 0 to 1",
            v -> v.reading().memory(MemoryReading::stalled)));
  }

  private static Figure<View> bytes(String name, String words, ToDoubleFunction<View> value) {
    return Figure.gauge(name, words, value).bytes();
  }

  private static void growth(List<Figure<View>> all) {
    all.add(
        counter(
            "plimsoll.growth.readings",
            "How often everything was counted and weighed",
            v -> v.reading().risen(r -> r.growth().readings())));
    all.add(
        gauge(
            "plimsoll.growth.watched",
            "Counts and weights that are watched",
            v -> v.reading().load(RuntimeFigures::watched)));
    all.add(
        gauge(
            "plimsoll.growth.unwatched",
            "Counts and weights that are not watched because there are too many",
            v -> v.reading().load(r -> r.growth().unwatched())));
    all.add(
        counter(
            "plimsoll.growth.accusations",
            "How often something began to seem to grow without end",
            v -> v.reading().risen(r -> r.growth().accusations())));
    for (Grown.State state : List.of(Grown.State.SUSPECT, Grown.State.CONFIRMED)) {
      all.add(
          Figure.<View>gauge(
                  "plimsoll.growth.growing",
                  "What seems to grow without end now, and what does so for sure",
                  v -> v.reading().growing(state))
              .tag("state", Words.of(state)));
    }
  }

  private static double watched(LoadReport report) {
    return report.growth().gauges() - report.growth().unwatched();
  }

  private static void containers(List<Figure<View>> all) {
    all.add(gauge("plimsoll.caches.open", "Open caches", v -> v.reading().caches().size()));
    all.add(
        gauge(
            "plimsoll.caches.open.max",
            "The most caches that may be open",
            v -> v.set(RuntimeSettings.CACHES)));
    all.add(
        bytes(
            "plimsoll.caches.size",
            "What all caches hold together",
            v -> v.reading().cacheBytes()));
    all.add(
        bytes("plimsoll.caches.size.max", "What all caches may hold together", View::cacheBudget));
    all.add(gauge("plimsoll.pools.open", "Open pools", v -> v.reading().pools().size()));
    all.add(
        gauge(
            "plimsoll.pools.open.max",
            "The most pools that may be open",
            v -> v.set(RuntimeSettings.POOLS)));
  }

  private static double of(@Nullable Long count) {
    return Objects.requireNonNull(count);
  }
}
