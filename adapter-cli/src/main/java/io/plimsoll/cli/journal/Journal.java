package io.plimsoll.cli.journal;

import io.plimsoll.command.OutcomeKind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What was accepted, started and ended of one batch, in a folder of its own that is locked while it
 * is open. A record is on disk before anybody is told.
 *
 * <p>Costs four bytes of heap for each job of the batch, and no more however large the outcomes
 * are. On disk: one record of the acceptance and one of the end of each job, twice that at most, or
 * 1 MiB where that is more, and for a while three times while it is rewritten.
 */
public final class Journal implements AutoCloseable {

  /** The most jobs of one journal. */
  public static final int MOST_JOBS = JobStates.MOST_JOBS;

  /** What is done with an earlier part of the batch. */
  public enum Mode {
    /** There must be none. */
    FRESH,
    /** It is gone on with. */
    RESUME,
    /** It is gone on with, and what did not succeed is run again. */
    RETRY_FAILED
  }

  private final JournalFolder folder;
  private final FileChannel before;
  private final long end;
  private final int known;
  private final long torn;
  private final JobStates states;
  private final Mode mode;
  private final GroupCommit commits;
  private LineScan lines;

  private Journal(
      JournalFolder folder,
      FileChannel before,
      Content content,
      long torn,
      Mode mode,
      GroupCommit commits) {
    this.folder = folder;
    this.before = before;
    this.end = content.end();
    this.states = content.states();
    this.known = states.accepted();
    this.torn = torn;
    this.mode = mode;
    this.commits = commits;
    this.lines = new LineScan(before, end);
  }

  /**
   * Opens the journal in a folder, which is made where it is not there.
   *
   * @throws JournalException if it is not fit, in use, damaged, or not expected to be there
   */
  public static Journal open(Path folder, Mode mode) throws JournalException {
    return open(folder, mode, Storage::of);
  }

  static Journal open(Path path, Mode mode, Storage.Opener opener) throws JournalException {
    JournalFolder folder = JournalFolder.open(path);
    try {
      return open(folder, mode, opener);
    } catch (IOException | RuntimeException e) {
      try {
        folder.close();
      } catch (IOException again) {
        e.addSuppressed(again);
      }
      if (e instanceof JournalException ours) {
        throw ours;
      }
      if (e instanceof IOException io) {
        throw JournalException.of(
            path, io, "must be a folder that can be written; make room, or try another folder");
      }
      throw (RuntimeException) e;
    }
  }

  private static Journal open(JournalFolder folder, Mode mode, Storage.Opener opener)
      throws IOException {
    folder.makeJournal();
    Path file = folder.journal();
    Content content = Content.read(file);
    if (mode == Mode.FRESH && content.states().accepted() > 0) {
      throw new JournalException(
          folder.path(),
          "holds an earlier batch; must be empty; try --resume to go on with it, or another folder");
    }
    long torn = cutTail(file, content.end());
    if (content.end() == 0) {
      begin(file, opener);
      folder.force();
      content = Content.read(file);
    }
    long live = Content.live(file, content.end(), content.states());
    FileChannel before = Content.open(file);
    try {
      GroupCommit commits = new GroupCommit(folder, content.states(), content.end(), live, opener);
      return new Journal(folder, before, content, torn, mode, commits);
    } catch (IOException | RuntimeException e) {
      before.close();
      throw e;
    }
  }

  private static long cutTail(Path file, long end) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      long torn = channel.size() - end;
      if (torn > 0) {
        channel.truncate(end);
        channel.force(true);
      }
      return torn;
    }
  }

  private static void begin(Path file, Storage.Opener opener) throws IOException {
    try (Storage storage = opener.open(file)) {
      storage.write(java.nio.ByteBuffer.wrap(Records.header()));
      storage.force();
    }
  }

  /** The folder. */
  public Path folder() {
    return folder.path();
  }

  /** How many jobs an earlier part of the batch has accepted. */
  public int known() {
    return known;
  }

  /** How many bytes of a torn last record were dropped. */
  public long tornBytes() {
    return torn;
  }

  /**
   * The fingerprint of the line of the next job that an earlier part has accepted, in order; null
   * after the last. One thread may use it.
   */
  public @Nullable String nextLine() throws IOException {
    while (lines.next()) {
      JournalRecord record = Content.read(lines);
      if (record != null && record.type() == 'A') {
        return record.line();
      }
    }
    return null;
  }

  /** From now on {@link #nextLine} begins anew. */
  public void rewind() {
    lines = new LineScan(before, end);
  }

  /** Whether the end of a job was told by an earlier part and stands. Asked before it begins. */
  public boolean isDone(int job) {
    return job <= known
        && (mode == Mode.RETRY_FAILED ? states.isEndedForGood(job) : states.isEnded(job));
  }

  /** The number of the next attempt of a job. Asked before it begins. */
  public int nextAttempt(int job) {
    return job <= known ? states.attempt(job) + 1 : 1;
  }

  /** How much heap it takes. */
  public long heldBytes() {
    return states.bytes();
  }

  /**
   * Writes the outcomes that were told by an earlier part and stand, as they were written.
   *
   * @param counted told of each
   */
  public void replay(OutputStream out, Consumer<OutcomeKind> counted) throws IOException {
    WritableByteChannel to = Channels.newChannel(out);
    LineScan all = new LineScan(before, end);
    while (all.next()) {
      JournalRecord record = Content.read(all);
      if (record != null
          && record.kind() != null
          && isDone(record.job())
          && record.attempt() == states.attempt(record.job())) {
        Content.copy(before, all.offset() + record.textAt(), all.after(), to);
        counted.accept(record.kind());
      }
    }
  }

  /** Begins to record. Who is named is told once, by the journal's thread, if that fails. */
  public void start(Runnable broken) {
    commits.start(broken);
  }

  /** Hands something over to be recorded, without waiting. */
  public void add(Entry entry) {
    commits.add(entry);
  }

  /** Why recording failed, if it did. */
  public @Nullable JournalException failure() {
    IOException e = commits.failure();
    return e == null
        ? null
        : JournalException.of(
            folder.path(),
            e,
            "outcomes must be on disk before they are told; make room, and go on with --resume");
  }

  /** What was recorded so far. */
  public JournalStats stats() {
    return commits.stats();
  }

  /** Records what waits, and lets others have the folder. */
  @Override
  public void close() {
    try (folder;
        before) {
      commits.close();
    } catch (IOException e) {
      // Whatever was told is on disk, and the system takes back what is not closed.
    }
  }
}
