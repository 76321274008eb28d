package io.plimsoll.core.supervise;

import io.plimsoll.core.memory.MemoryActions;
import io.plimsoll.core.memory.MemoryEvent.Subject;
import io.plimsoll.core.memory.MemoryGuard;
import io.plimsoll.core.memory.MemoryPolicy;
import io.plimsoll.memory.HeapProof;
import io.plimsoll.memory.HeapReading;
import io.plimsoll.memory.Holder;
import io.plimsoll.memory.LoadReport;
import io.plimsoll.memory.Measure;
import io.plimsoll.memory.MemoryReading;
import io.plimsoll.memory.Stage;
import io.plimsoll.port.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Does nothing of what it is told. */
final class Rehearsal implements MemoryActions {

  /** The size of the heap that is full in the rehearsal. */
  private static final long REHEARSED = 1_000_000_000;

  /** What a report says of a heap that is full. */
  static LoadReport of(MemoryPolicy policy, Ticker ticker, List<Holder> holders) {
    MemoryGuard rehearsing = new MemoryGuard(policy, new Rehearsal(), ticker);
    OptionalLong all = OptionalLong.of(REHEARSED);
    HeapReading heap =
        new HeapReading(
            all,
            all,
            OptionalLong.of((long) (policy.refuse().enter() * REHEARSED)),
            REHEARSED,
            REHEARSED,
            REHEARSED,
            Optional.empty(),
            false);
    MemoryReading full = new MemoryReading(heap, REHEARSED, 0, 2 * REHEARSED, 0);
    for (int i = 0; i < policy.readings(); i++) {
      rehearsing.reading(full, List.of(), Subject.BOTH);
    }
    rehearsing.confirmed(Optional.of(new HeapProof(REHEARSED, ticker.nanos())));
    return rehearsing.report(Counting.nothing(), holders);
  }

  @Override
  public void announce(Stage stage, Measure measure, String words) {}

  @Override
  public void withheld(String what) {}

  @Override
  public void shed(double fraction) {}

  @Override
  public void relieve() {}

  @Override
  public void refuse(String words) {}

  @Override
  public void trial() {}

  @Override
  public void admit() {}

  @Override
  public void kill(String lease, String words, boolean atOnce) {}

  @Override
  public void confirm(String words) {}

  @Override
  public void exit(String words, boolean atOnce) {}

  @Override
  public void readIn(Duration pause) {}
}
