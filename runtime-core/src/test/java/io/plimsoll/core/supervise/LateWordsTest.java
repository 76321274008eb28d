package io.plimsoll.core.supervise;

import static io.plimsoll.core.supervise.Bench.kind;
import static io.plimsoll.core.supervise.Bench.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.command.Captured;
import io.plimsoll.command.Command;
import io.plimsoll.command.OutcomeKind;
import io.plimsoll.command.Retry;
import io.plimsoll.command.StartFailure;
import io.plimsoll.port.LiveProcess;
import io.plimsoll.port.ProcessLauncher;
import io.plimsoll.port.ProcessObserver;
import io.plimsoll.port.ProcessObserver.Settled;
import io.plimsoll.port.ProcessObserver.Survey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a launcher tells too late, or of an earlier attempt, changes nothing. */
class LateWordsTest {

  private static final StartFailure EXHAUSTED =
      new StartFailure(StartFailure.Kind.EXHAUSTED, "no process is free");

  private final Mute launcher = new Mute();
  private final Bench bench = new Bench(2, 2, launcher, null, Runnable::run);

  private ProcessObserver told(int attempt) {
    return launcher.told.get(attempt);
  }

  @Test
  void memoryReadAfterTheEndIsNobodysMemory() {
    Job job = bench.submit("x");
    bench.turn();
    told(0).startFailed(EXHAUSTED);
    bench.turn();
    assertThat(kind(job)).isEqualTo(OutcomeKind.NOT_STARTED);
    told(0).surveyed(new Survey(1, 0, 7L << 20, 1, "late"));
    bench.turn();
    assertThat(bench.supervisor.health().residentBytes()).isZero();
  }

  @Test
  void theMemoryOfWhatHasEndedIsTakenOffAndThatOfTheOthersStays() {
    Job ends = bench.submit("ends");
    Job stays = bench.submit("stays");
    bench.turn();
    for (int i = 0; i < 2; i++) {
      told(i).started(bench.time.nanos(), "here");
      told(i).surveyed(new Survey(1, 0, (i + 1L) << 20, 1, "it"));
    }
    bench.turn();
    assertThat(bench.supervisor.health().residentBytes()).isEqualTo(3L << 20);
    bench.supervisor.cancel(ends, "enough", true);
    bench.pass(Duration.ofSeconds(11));
    assertThat(kind(ends)).isEqualTo(OutcomeKind.CANCELLED);
    assertThat(stays.outcome()).isNotDone();
    assertThat(bench.supervisor.health().residentBytes()).isEqualTo(2L << 20);
  }

  @Test
  void theOutputsOfAnEarlierAttemptAreNotThoseOfTheNext() {
    Job job = bench.submit(Command.of("x").retry(new Retry(1, Duration.ZERO)));
    bench.turn();
    told(0).startFailed(EXHAUSTED);
    bench.pass(1);
    assertThat(launcher.told).hasSize(2);
    byte[] text = "of the first".getBytes(StandardCharsets.UTF_8);
    Captured first = new Captured(text.length, text, new byte[0]);
    told(0).settled(new Settled(first, first, List.of()));
    told(1).startFailed(EXHAUSTED);
    bench.pass(1);
    assertThat(outcome(job).attempt()).isEqualTo(2);
    assertThat(outcome(job).stdout()).isSameAs(Captured.NOTHING);
    assertThat(outcome(job).stderr()).isSameAs(Captured.NOTHING);
  }

  @Test
  void theOutputsOfAnEarlierAttemptDoNotCutTheReadingOfTheNextShort() {
    Job job = bench.submit(Command.of("x").retry(new Retry(1, Duration.ZERO)));
    bench.turn();
    told(0).startFailed(EXHAUSTED);
    bench.pass(1);
    told(1).started(bench.time.nanos(), "here");
    told(1).exited(0);
    told(1).surveyed(new Survey(0, 2, 0, 1, ""));
    bench.turn();
    told(0).settled(new Settled(Captured.NOTHING, Captured.NOTHING, List.of()));
    bench.turn();
    assertThat(job.outcome()).isNotDone();
    byte[] text = "of the second".getBytes(StandardCharsets.UTF_8);
    Captured second = new Captured(text.length, text, new byte[0]);
    told(1).settled(new Settled(second, Captured.NOTHING, List.of()));
    bench.turn();
    assertThat(outcome(job).stdout()).isSameAs(second);
  }

  /** A launcher that tells nothing by itself; its handles do nothing. */
  private static final class Mute implements ProcessLauncher {

    final List<ProcessObserver> told = new ArrayList<>();

    @Override
    public LiveProcess launch(String lease, Command command, ProcessObserver observer) {
      told.add(observer);
      return NoProcess.INSTANCE;
    }

    @Override
    public List<Fact> facts() {
      return List.of();
    }

    @Override
    public void close() {}
  }
}
