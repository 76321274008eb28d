package io.plimsoll.verification.replay;

import io.plimsoll.command.Command;
import io.plimsoll.command.StopSignal;
import io.plimsoll.core.Transition;
import io.plimsoll.core.record.FlightRecorder;
import io.plimsoll.core.record.Recorder;
import io.plimsoll.core.record.Ring;
import io.plimsoll.core.record.Strand;
import io.plimsoll.core.subprocess.SubprocessEffect;
import io.plimsoll.core.subprocess.SubprocessEvent;
import io.plimsoll.core.subprocess.SubprocessPolicy;
import io.plimsoll.core.subprocess.SubprocessState;
import io.plimsoll.port.ProcessObserver.Survey;
import io.plimsoll.port.Ticker;
import io.plimsoll.verification.workload.Findings;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** What it costs to take one decision down, beside making it: encoding, checksum, copying. */
final class DecisionCost {

  private static final int LIVES = 20_000;
  private static final int ROUNDS = 9;

  private static final SubprocessPolicy POLICY =
      new SubprocessPolicy(300_000_000_000L, 5_000_000_000L, 1 << 30, StopSignal.TERM, true, false);

  private static final Command COMMAND = Command.of("python3", "operation.py", "--input=a.json");

  /** The life of a command that is looked at a few times. */
  private static final List<SubprocessEvent> LIFE =
      List.of(
          new SubprocessEvent.Admitted(),
          new SubprocessEvent.Started(1_000_000, "pid 4711"),
          surveyed(1, 0, 8 << 20),
          surveyed(2, 0, 40 << 20),
          surveyed(2, 0, 41 << 20),
          new SubprocessEvent.Exited(0),
          surveyed(0, 2, 0),
          new SubprocessEvent.Settled(0));

  private DecisionCost() {}

  private static SubprocessEvent surveyed(int members, int empty, long bytes) {
    String words = members == 0 ? "" : "python3 (pid 4711)";
    return new SubprocessEvent.Surveyed(new Survey(members, empty, bytes, 2, words));
  }

  static void measure(Findings findings) {
    Bytes bytes = new Bytes();
    FlightRecorder recorder =
        new FlightRecorder("3f9c02ab5e771d40", System.getenv(), Ticker.system(), bytes);
    List<Double> with = new ArrayList<>();
    List<Double> without = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      without.add(nanos(Recorder.NONE));
      with.add(nanos(recorder));
    }
    double cost = RecorderCost.median(with) - RecorderCost.median(without);
    findings.figure("ns to take a decision down, beside making it", Math.round(cost));
    findings.figure("bytes of a decision", bytes.written / ((long) ROUNDS * LIVES * LIFE.size()));
  }

  private static double nanos(Recorder recorder) {
    long begin = System.nanoTime();
    for (int i = 1; i <= LIVES; i++) {
      Strand strand = Strand.of(i, COMMAND);
      SubprocessState state = new SubprocessState.Queued(0);
      long now = 1_000_000;
      for (SubprocessEvent event : LIFE) {
        Transition<SubprocessState, SubprocessEffect> decided = POLICY.on(state, event, now);
        recorder.command(strand, POLICY, state, event, now, decided);
        state = decided.next();
        now += 1_000_000;
      }
    }
    return (System.nanoTime() - begin) / ((double) LIVES * LIFE.size());
  }

  /** A ring in memory that keeps the part at hand only. */
  private static final class Bytes implements Ring {

    private final ByteBuffer part = ByteBuffer.allocateDirect(1 << 20);
    private boolean begun;
    private long written;

    @Override
    public int room() {
      return begun ? part.remaining() : 0;
    }

    @Override
    public void begin() {
      begun = true;
      part.clear();
    }

    @Override
    public void add(byte[] bytes, int length) {
      part.put(bytes, 0, length);
      written += length;
    }

    @Override
    public void close() {}
  }
}
