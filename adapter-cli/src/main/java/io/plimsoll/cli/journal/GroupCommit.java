package io.plimsoll.cli.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The thread that writes a journal: gathers for 5 ms, takes all that waits, writes it, forces it to
 * disk once, and only then says so. After the first failure nothing is written any more.
 */
final class GroupCommit {

  private static final int PART_BYTES = 1 << 20;

  /** The end of a job brings the start of the next: gathered this long, they share a commit. */
  private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private static final int MOST_IN_ONE = 10_000;
  private static final long SMALL_BYTES = 1 << 20;
  private static final long PATIENCE_MILLIS = 2_000;

  private static final Entry END =
      new Entry() {
        @Override
        public void writeTo(Records records) {}

        @Override
        public void committed() {}

        @Override
        public void lost() {}
      };

  // Bounded by the load line of the batch, which every job has passed: at most three for each.
  private final BlockingQueue<Entry> waiting = new LinkedBlockingQueue<>();
  private final List<Entry> group = new ArrayList<>();
  private final JournalFolder folder;
  private final JobStates states;
  private final Records records;
  private final Storage.Opener opener;
  private final Thread thread;
  private Storage storage;
  private long size;
  private long tidyAbove = SMALL_BYTES;
  private Runnable broken = () -> {};
  private volatile @Nullable IOException failure;
  private volatile JournalStats stats;

  /** Over a journal whose every record is whole. */
  GroupCommit(JournalFolder folder, JobStates states, long size, long live, Storage.Opener opener)
      throws IOException {
    this.folder = folder;
    this.states = states;
    this.records = new Records(states);
    this.opener = opener;
    this.size = size;
    records.live(live);
    this.storage = opener.open(folder.journal());
    this.stats = new JournalStats(0, 0, 0, size);
    this.thread = new Thread(this::work, "plimsoll-journal");
    thread.setDaemon(true);
  }

  /** Begins. Who is named is told once, if writing fails. */
  void start(Runnable toldWhenBroken) {
    broken = toldWhenBroken;
    thread.start();
  }

  /** Hands something over, without waiting. */
  void add(Entry entry) {
    waiting.add(entry);
  }

  /** Why writing failed, if it did. */
  @Nullable IOException failure() {
    return failure;
  }

  /** What was recorded so far. */
  JournalStats stats() {
    return stats;
  }

  private void work() {
    try {
      boolean more = true;
      while (more) {
        more = take();
        if (failure == null) {
          commit();
        }
        if (failure != null) {
          group.forEach(Entry::lost);
        }
        group.clear();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Takes what waits, and answers whether it goes on after that. */
  private boolean take() throws InterruptedException {
    Entry entry = waiting.take();
    if (entry != END) {
      LockSupport.parkNanos(GATHER_NANOS);
    }
    while (entry != null && entry != END) {
      group.add(entry);
      entry = group.size() < MOST_IN_ONE ? waiting.poll() : null;
    }
    return entry != END;
  }

  private void commit() {
    try {
      long before = records.count();
      for (Entry entry : group) {
        entry.writeTo(records);
        if (records.size() > PART_BYTES) {
          write();
        }
      }
      write();
      storage.force();
      count(records.count() - before);
      told();
      tidy();
    } catch (IOException e) {
      fail(e);
    } catch (RuntimeException | Error e) {
      fail(new IOException("internal error: " + e, e));
    }
  }

  private void write() throws IOException {
    size += records.size();
    storage.write(records.take());
  }

  private void count(long more) {
    stats =
        new JournalStats(
            stats.records() + more,
            stats.commits() + (group.isEmpty() ? 0 : 1),
            Math.max(stats.largest(), more),
            size);
  }

  /** What is on disk is told entry by entry: one that throws does not make the others lost. */
  private void told() {
    List<Entry> committed = List.copyOf(group);
    group.clear();
    for (Entry entry : committed) {
      try {
        entry.committed();
      } catch (RuntimeException | Error e) {
        fail(new IOException("internal error: " + e, e));
        entry.lost();
      }
    }
  }

  private void fail(IOException e) {
    if (failure != null) {
      return;
    }
    failure = e;
    broken.run();
  }

  /** Rewrites the journal where more than half of it is of the past. */
  private void tidy() throws IOException {
    if (size <= tidyAbove || size <= 2 * records.live()) {
      return;
    }
    Path fresh;
    long live;
    try {
      fresh = folder.makeFresh();
      live = Content.copy(folder.journal(), size, states, fresh);
    } catch (IOException e) {
      // No room for a second copy: the one there is goes on, and this is tried when it has doubled.
      tidyAbove = 2 * size;
      return;
    }
    Storage next = opener.open(fresh);
    Files.move(fresh, folder.journal(), StandardCopyOption.ATOMIC_MOVE);
    folder.force();
    storage.close();
    storage = next;
    size = live;
    tidyAbove = SMALL_BYTES;
    records.live(live);
    count(0);
  }

  /** Writes what waits, and ends. One that is stuck in a write is left alone after a while. */
  void close() throws IOException {
    waiting.add(END);
    try {
      if (thread.getState() != Thread.State.NEW) {
        thread.join(PATIENCE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!thread.isAlive()) {
      storage.close();
    }
  }
}
