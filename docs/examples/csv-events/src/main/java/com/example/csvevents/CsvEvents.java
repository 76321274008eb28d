package com.example.csvevents;

import io.plimsoll.port.EventSink;
import io.plimsoll.port.RuntimeEvent;
import io.plimsoll.port.Threads;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Writes events as comma separated values, with a line that names the fields at the top of each
 * file. The runtime's loop never waits for the disk: events are handed to a thread of their own,
 * and one that finds the queue full is dropped and counted, in the file too.
 */
public final class CsvEvents implements EventSink, AutoCloseable {

  /** The most events that wait to be written. */
  public static final int MOST_WAITING = 8_192;

  private static final Logger LOG = System.getLogger(CsvEvents.class.getName());
  private static final String THREAD = "plimsoll-csv-events";
  private static final long LOOK_MILLIS = 100;
  private static final long PATIENCE_MILLIS = 2_000;

  private final CsvSettings settings;
  private final CsvFile file;
  private final Threads threads;
  private final BlockingQueue<RuntimeEvent> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final AtomicLong dropped = new AtomicLong();
  private long told; // of the dropped, by the writer
  private boolean fails; // known to the writer
  private @Nullable Thread thread;
  private volatile boolean closed;

  /** One that has written nothing; its thread begins with the first event. */
  public CsvEvents(CsvSettings settings, Threads threads) {
    this.settings = settings;
    this.threads = threads;
    this.file = new CsvFile(settings);
  }

  @Override
  public void on(RuntimeEvent event) {
    if (closed || !waiting.offer(event)) {
      dropped.incrementAndGet();
    } else {
      begin();
    }
  }

  private synchronized void begin() {
    if (thread == null && !closed) {
      try {
        Thread made = threads.daemon(THREAD, this::run);
        made.start();
        thread = made;
      } catch (IllegalStateException e) {
        // As many threads as there may be: the next event asks again.
      }
    }
  }

  /** How many events were not written: the queue was full, the file failed, or this was closed. */
  public long dropped() {
    return dropped.get();
  }

  private void run() {
    try {
      while (!closed || !waiting.isEmpty()) {
        RuntimeEvent next = waiting.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        if (next != null) {
          write(next);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      end();
    }
  }

  private void write(RuntimeEvent event) {
    try {
      tellDropped();
      file.write(Row.of(event));
      if (waiting.isEmpty()) {
        file.flush();
      }
      fails = false;
    } catch (IOException e) {
      dropped.incrementAndGet();
      failed(e);
    }
  }

  private void tellDropped() throws IOException {
    long now = dropped.get();
    if (now > told) {
      file.write(Row.dropped(now - told));
      told = now;
    }
  }

  /** Said once; the next event opens the file anew. */
  private void failed(IOException failure) {
    if (!fails) {
      LOG.log(Level.WARNING, "csv: " + settings.file() + " cannot be written", failure);
    }
    fails = true;
    try {
      file.close();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  private void end() {
    try {
      tellDropped();
      file.close();
    } catch (IOException e) {
      failed(e);
    }
  }

  /**
   * Writes what waits and ends the thread; waits for that two seconds at most. A second call does
   * nothing.
   */
  @Override
  public void close() {
    Thread last;
    synchronized (this) {
      closed = true;
      last = thread;
      thread = null;
    }
    if (last == null) {
      return;
    }
    try {
      last.join(PATIENCE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
