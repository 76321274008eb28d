package io.plimsoll.process;

import io.plimsoll.port.LazyLogger;
import io.plimsoll.port.Threads;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Reads outputs that flood on threads of their own, in turn: on each of two processors one reads
 * while writers write, and the other outputs and exits wait for none of it. The threads are made
 * when they are needed, and end when nothing has lived for a while.
 */
final class Floods {

  private static final Logger LOG = LazyLogger.of(Floods.class);

  /** More are as fast as two where writers keep all processors busy. */
  static final int MOST_READERS = 2;

  private final Threads threads;
  private final Drainer drainer;

  /** Outputs that the readers have now. */
  private final AtomicInteger reading = new AtomicInteger();

  // Guarded by this.
  private final List<Drainer> readers = new ArrayList<>(MOST_READERS);
  private int next;

  /** Let go and perhaps not gone yet: of the last rest, as a rule, so as many as readers. */
  private final List<Thread> ending = new ArrayList<>(MOST_READERS);

  /** Whether there is no use in asking for another reader before the next rest. */
  private boolean refused;

  /** The same for good: it is closed, or there is no memory outside of the heap. */
  private boolean never;

  /**
   * @param drainer whose outputs flood: woken at the end of each
   */
  Floods(Threads threads, Drainer drainer) {
    this.threads = threads;
    this.drainer = drainer;
  }

  /** Has an output read by a reader from now on; without one it is left where it is. */
  synchronized void take(Intake intake) {
    Drainer reader = reader();
    if (reader != null) {
      reading.incrementAndGet();
      intake.moveTo(
          reader,
          () -> {
            reading.decrementAndGet();
            reader.wake();
            drainer.wake();
          });
    }
  }

  private @Nullable Drainer reader() {
    int number = next;
    next = (next + 1) % MOST_READERS;
    if (number >= readers.size() && !refused && !never) {
      try {
        readers.add(Drainer.ofFloods(threads, "plimsoll-flood-" + number));
      } catch (IOException | IllegalStateException e) {
        LOG.log(Level.DEBUG, "no thread for floods now", e);
        refused = true;
      } catch (OutOfMemoryError e) {
        LOG.log(Level.DEBUG, "no thread for floods", e);
        never = true;
      }
    }
    return readers.isEmpty() ? null : readers.get(number % readers.size());
  }

  /** Lets go of the readers if they have nothing to read. */
  synchronized void rest() {
    if (reading.get() == 0) {
      letGo();
      refused = false;
    }
  }

  /** Ends the readers, and makes no other. Any thread. */
  synchronized List<Thread> close() {
    never = true;
    letGo();
    return List.copyOf(ending);
  }

  private void letGo() {
    for (Iterator<Thread> it = ending.iterator(); it.hasNext(); ) {
      if (!it.next().isAlive()) {
        it.remove();
      }
    }
    for (Drainer reader : readers) {
      ending.addAll(reader.close());
    }
    readers.clear();
  }
}
