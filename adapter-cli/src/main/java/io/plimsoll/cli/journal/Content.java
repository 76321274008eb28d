package io.plimsoll.cli.journal;

import io.plimsoll.command.OutcomeKind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a journal holds that was written before: read once from its beginning to its end, which says
 * what became of each job, and where the last whole record ends.
 */
final class Content {

  private final Path file;
  private final JobStates states = new JobStates();
  private long end;

  private Content(Path file) {
    this.file = file;
  }

  /**
   * Reads a journal.
   *
   * @throws JournalException if it is none, of another version, or damaged before its end
   */
  static Content read(Path file) throws IOException {
    Content content = new Content(file);
    try (FileChannel channel = open(file)) {
      long size = channel.size();
      if (size > 0 && !content.isTornHeader(size)) {
        LineScan lines = new LineScan(channel, size);
        content.header(lines);
        content.records(lines);
      }
    }
    return content;
  }

  /** Opens a journal to read it. */
  static FileChannel open(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
  }

  /** Whether its making was cut off, before anything was accepted. */
  private boolean isTornHeader(long size) throws IOException {
    byte[] header = Records.header();
    return size < header.length
        && Arrays.equals(Files.readAllBytes(file), Arrays.copyOf(header, (int) size));
  }

  private void header(LineScan lines) throws IOException {
    String first =
        lines.next() && lines.isWhole()
            ? new String(
                lines.head(),
                JournalRecord.CHECKSUM + 1,
                lines.headLength() - JournalRecord.CHECKSUM - 1,
                StandardCharsets.ISO_8859_1)
            : "";
    String problem = Records.problemOf(first);
    if (!problem.isEmpty()) {
      throw new JournalException(file, problem);
    }
    end = lines.after();
  }

  private void records(LineScan lines) throws IOException {
    boolean torn = false;
    while (lines.next()) {
      JournalRecord record = read(lines);
      if (record == null) {
        torn = true;
      } else if (torn || !take(record)) {
        throw damaged(torn ? end : lines.offset());
      } else {
        end = lines.after();
      }
    }
  }

  private JournalException damaged(long at) {
    return new JournalException(
        file,
        "is damaged at byte %d, with whole records after it; must be as it was written; keep a copy of it, and begin anew in another folder"
            .formatted(at));
  }

  /** The record of a line; null where the line is not whole or no record. */
  static @Nullable JournalRecord read(LineScan lines) {
    return lines.isWhole() ? JournalRecord.read(lines.head(), lines.headLength()) : null;
  }

  /** Whether a record can follow those before it. */
  private boolean take(JournalRecord record) {
    int job = record.job();
    if (record.type() == 'A') {
      boolean next = job == states.accepted() + 1;
      if (next) {
        states.accept();
      }
      return next;
    }
    if (job > states.accepted() || record.attempt() < states.attempt(job)) {
      return false;
    }
    if (record.type() == 'S') {
      states.started(job, record.attempt());
    } else {
      states.ended(job, record.attempt(), record.kind() == OutcomeKind.SUCCEEDED);
    }
    return true;
  }

  /** What became of each job. */
  JobStates states() {
    return states;
  }

  /** Where the last whole record ends. */
  long end() {
    return end;
  }

  /** Whether a record is the last word on its job. */
  static boolean isLive(JournalRecord record, JobStates states) {
    return switch (record.type()) {
      case 'S' -> !states.isEnded(record.job()) && record.attempt() == states.attempt(record.job());
      case 'E' -> states.isEnded(record.job()) && record.attempt() == states.attempt(record.job());
      default -> true;
    };
  }

  /** Copies what counts of a journal, and answers how many bytes that is. */
  static long copy(Path file, long length, JobStates states, Path into) throws IOException {
    try (FileChannel from = open(file);
        FileChannel to = FileChannel.open(into, StandardOpenOption.WRITE)) {
      LineScan lines = new LineScan(from, length);
      long begin = 0;
      long upTo = 0;
      while (lines.next()) {
        JournalRecord record = read(lines);
        if (record != null && !isLive(record, states)) {
          copy(from, begin, lines.offset(), to);
          begin = lines.after();
        }
        upTo = lines.after();
      }
      copy(from, begin, upTo, to);
      to.force(true);
      return to.position();
    }
  }

  /** Copies a part of a file. */
  static void copy(FileChannel from, long begin, long end, WritableByteChannel to)
      throws IOException {
    long at = begin;
    while (at < end) {
      long moved = from.transferTo(at, end - at, to);
      if (moved <= 0) {
        throw new IOException("is shorter than it was");
      }
      at += moved;
    }
  }

  /** How many bytes of a journal count. */
  static long live(Path file, long length, JobStates states) throws IOException {
    try (FileChannel channel = open(file)) {
      long live = 0;
      LineScan lines = new LineScan(channel, length);
      while (lines.next()) {
        JournalRecord record = read(lines);
        live += record == null || isLive(record, states) ? lines.after() - lines.offset() : 0;
      }
      return live;
    }
  }
}
