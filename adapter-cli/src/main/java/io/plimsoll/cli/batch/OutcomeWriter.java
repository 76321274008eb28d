package io.plimsoll.cli.batch;

import io.plimsoll.command.Outcome;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Writes outcomes in the order in which they come, on a thread of its own: a slow consumer holds up
 * nobody but, through the load line, the reading of further jobs. A line goes out at once when no
 * other waits, else with those that do.
 */
final class OutcomeWriter implements AutoCloseable {

  /** One thing to be written, and the heap it costs. */
  private interface Item {

    void writeTo(OutcomeJson json) throws IOException;

    long weight();
  }

  /** The outcome of a job. */
  private record Ended(String id, Outcome outcome, long weight) implements Item {

    @Override
    public void writeTo(OutcomeJson json) throws IOException {
      json.write(id, outcome);
    }
  }

  /** A line that gave no job. */
  private record NoJob(String id, String reason, Instant at, long weight) implements Item {

    @Override
    public void writeTo(OutcomeJson json) throws IOException {
      json.writeNotStarted(id, reason, at);
    }
  }

  /** Lines that were made before. */
  private record Replayed(Replay lines, OutputStream out, long weight) implements Item {

    @Override
    public void writeTo(OutcomeJson json) throws IOException {
      json.flush();
      lines.writeTo(out);
    }
  }

  // Bounded by the load line, which everything here has passed.
  private final BlockingQueue<Item> items = new LinkedBlockingQueue<>();
  private final OutputStream out;
  private final OutcomeJson json;
  private final Cargo cargo;
  private final Curtain curtain;
  private final Runnable broken;
  private final Thread thread;
  private volatile @Nullable IOException failure;
  private final AtomicLong lost = new AtomicLong();

  /**
   * Begins to write.
   *
   * @param broken told once, when writing fails; from then on outcomes are counted and dropped
   */
  OutcomeWriter(OutputStream out, Cargo cargo, Curtain curtain, Runnable broken)
      throws IOException {
    this.out = out;
    this.json = new OutcomeJson(out);
    this.cargo = cargo;
    this.curtain = curtain;
    this.broken = broken;
    this.thread = new Thread(new Work(), "plimsoll-cli-writer");
    thread.setDaemon(true);
    thread.start();
  }

  /** Writes the outcome of a job. */
  void ended(String id, Outcome outcome, long weight) {
    items.add(new Ended(id, outcome, weight));
  }

  /** Writes lines that were made before. */
  void replay(Replay lines) {
    items.add(new Replayed(lines, out, 0));
  }

  /** Lines that were made before. */
  interface Replay {
    void writeTo(OutputStream out) throws IOException;
  }

  /** Writes that a line gave no job. */
  void notStarted(String id, String reason, Instant at, long weight) {
    items.add(new NoJob(id, reason, at, weight));
  }

  /** Why writing failed, if it did. */
  @Nullable IOException failure() {
    return failure;
  }

  /** How many outcomes could not be written. */
  long lost() {
    return lost.get();
  }

  private final class Work implements Runnable {

    @Override
    public void run() {
      try {
        while (true) {
          writeAll(items.take());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  // Nothing may end this thread but its end: whoever awaits the last outcome would wait for good.
  private void writeAll(Item first) {
    boolean raised = attempt(curtain::beforeLines);
    try {
      for (Item item = first; item != null; item = items.poll()) {
        write(item);
      }
      flush();
    } finally {
      if (raised) {
        attempt(curtain::afterLines);
      }
    }
  }

  private boolean attempt(Runnable step) {
    try {
      step.run();
      return true;
    } catch (RuntimeException | Error e) {
      fail(internal(e));
      return false;
    }
  }

  private void write(Item item) {
    try {
      if (failure == null) {
        item.writeTo(json);
        if (items.isEmpty()) {
          json.flush();
        }
      } else {
        lost.incrementAndGet();
      }
    } catch (IOException e) {
      lost.incrementAndGet();
      fail(e);
    } catch (RuntimeException | Error e) {
      lost.incrementAndGet();
      fail(internal(e));
    } finally {
      cargo.unloaded(item.weight());
    }
  }

  private void flush() {
    try {
      if (failure == null) {
        json.flush();
      }
    } catch (IOException e) {
      fail(e);
    } catch (RuntimeException | Error e) {
      fail(internal(e));
    }
  }

  private static IOException internal(Throwable e) {
    return new IOException("internal error: " + e, e);
  }

  private void fail(IOException e) {
    if (failure != null) {
      return;
    }
    failure = e;
    try {
      broken.run();
    } catch (RuntimeException | Error again) {
      e.addSuppressed(again);
    }
  }

  /** Ends the thread. To be called when nothing waits to be written. */
  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(1_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
