package io.plimsoll.core.supervise;

import io.plimsoll.command.Captured;
import io.plimsoll.command.OutcomeKind;
import io.plimsoll.command.RefusedException;
import io.plimsoll.command.RefusedException.Reason;
import io.plimsoll.command.StopSignal;
import io.plimsoll.core.Bounded;
import io.plimsoll.core.record.Recorder;
import io.plimsoll.core.subprocess.SubprocessEffect;
import io.plimsoll.core.subprocess.Verdict;
import io.plimsoll.lease.Totals;
import io.plimsoll.lease.Totals.Spent;
import io.plimsoll.memory.Stage;
import io.plimsoll.port.ProcessObserver.Settled;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Counts what happens, for as long as the runtime lives. Any thread may count and read. */
final class Counters {

  @Bounded("one for each kind")
  private final Map<OutcomeKind, LongAdder> attempts = each(OutcomeKind.class);

  @Bounded("one for each kind")
  private final Map<OutcomeKind, LongAdder> attemptNanos = each(OutcomeKind.class);

  @Bounded("one for each reason")
  private final Map<Reason, LongAdder> refused = each(Reason.class);

  @Bounded("one for each signal")
  private final Map<StopSignal, LongAdder> signals = each(StopSignal.class);

  @Bounded("one for each stage")
  private final Map<Stage, LongAdder> stages = each(Stage.class);

  private final LongAdder retries = new LongAdder();
  private final LongAdder waits = new LongAdder();
  private final LongAdder waitedNanos = new LongAdder();
  private final LongAdder processes = new LongAdder();
  private final LongAdder left = new LongAdder();
  private final LongAdder outputBytes = new LongAdder();
  private final LongAdder droppedBytes = new LongAdder();

  /** Work was refused; answers the same. */
  RefusedException refused(RefusedException refusal) {
    count(refused, refusal.reason(), 1);
    return refusal;
  }

  /** Counts refusals for who knows nothing else of the counters. */
  record Refusals(Counters counters) implements UnaryOperator<RefusedException> {

    @Override
    public RefusedException apply(RefusedException refusal) {
      return counters.refused(refusal);
    }
  }

  /** Counts stages for who knows nothing else of the counters. */
  record Stages(Counters counters) implements Consumer<Stage> {

    @Override
    public void accept(Stage stage) {
      counters.entered(stage);
    }
  }

  /** A measure came to a stage. */
  void entered(Stage stage) {
    count(stages, stage, 1);
  }

  /** So much is to be done about a command. */
  void decided(Job job, List<SubprocessEffect> effects, long now) {
    for (SubprocessEffect effect : effects) {
      if (effect instanceof SubprocessEffect.Launch) {
        launched(job, now);
      } else if (effect instanceof SubprocessEffect.Signal signal) {
        count(signals, signal.signal(), 1);
      } else if (effect instanceof SubprocessEffect.Conclude end && end.verdict().started()) {
        ended(job, end.verdict(), now);
      }
    }
  }

  private void launched(Job job, long now) {
    waits.increment();
    waitedNanos.add(Math.max(0, now - job.readySince));
    if (job.attempt > job.command.attempts().first()) {
      retries.increment();
    }
  }

  private void ended(Job job, Verdict verdict, long now) {
    count(attempts, verdict.kind(), 1);
    count(attemptNanos, verdict.kind(), Math.max(0, now - verdict.vitals().startedAt()));
    processes.add(verdict.vitals().processes());
    left.add(verdict.survivors());
    Settled outputs = job.outputs;
    if (outputs != null) {
      add(outputs.stdout());
      add(outputs.stderr());
    }
  }

  private void add(Captured output) {
    outputBytes.add(output.bytes());
    droppedBytes.add(output.droppedBytes());
  }

  /**
   * What they show now.
   *
   * @param accepted how many commands were accepted
   * @param recorder what was recorded
   */
  Totals totals(long accepted, Recorder recorder) {
    Map<OutcomeKind, Spent> spent = new EnumMap<>(OutcomeKind.class);
    attempts.forEach((kind, count) -> spent.put(kind, spent(count, attemptNanos.get(kind))));
    return new Totals(
        accepted,
        spent,
        retries.sum(),
        spent(waits, waitedNanos),
        sums(refused),
        sums(signals),
        processes.sum(),
        left.sum(),
        outputBytes.sum(),
        droppedBytes.sum(),
        recorder.bytes(),
        recorder.lost(),
        sums(stages));
  }

  private static Spent spent(LongAdder count, @Nullable LongAdder nanos) {
    return new Spent(count.sum(), Duration.ofNanos(Objects.requireNonNull(nanos).sum()));
  }

  private static <E extends Enum<E>> Map<E, LongAdder> each(Class<E> type) {
    Map<E, LongAdder> map = new EnumMap<>(type);
    for (E key : type.getEnumConstants()) {
      map.put(key, new LongAdder());
    }
    return Collections.unmodifiableMap(map);
  }

  private static <E> void count(Map<E, LongAdder> counts, E key, long by) {
    Objects.requireNonNull(counts.get(key)).add(by);
  }

  private static <E extends Enum<E>> Map<E, Long> sums(Map<E, LongAdder> counts) {
    Map<E, Long> sums = new EnumMap<>(counts.keySet().iterator().next().getDeclaringClass());
    counts.forEach((key, count) -> sums.put(key, count.sum()));
    return sums;
  }
}
