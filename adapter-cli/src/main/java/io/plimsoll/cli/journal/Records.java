package io.plimsoll.cli.journal;

import io.plimsoll.command.OutcomeKind;
import io.plimsoll.command.Text;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * Records in the making: one line each, after a checksum of its content. Nothing that is recorded
 * can end a line but the record itself. One thread may use it.
 */
public final class Records {

  private static final String FORMAT = "plimsoll-journal";
  private static final int VERSION = 1;
  private static final String KIND = "ndjson";
  private static final int MOST_SHOWN = 100;
  private static final int KEPT_BYTES = 1 << 22;
  private static final byte[] NO_CHECKSUM = new byte[JournalRecord.CHECKSUM];

  private final JobStates states;
  private Bytes bytes = new Bytes();
  private int start;
  private long count;
  private long live;

  /** How an outcome is written: as text that ends with its only line end. */
  public interface Body {

    /** Writes it. */
    void writeTo(OutputStream out) throws IOException;
  }

  Records(JobStates states) {
    this.states = states;
  }

  /** The first line of a journal. */
  static byte[] header() {
    Records records = new Records(new JobStates());
    records.begin(FORMAT + " " + VERSION + " " + KIND);
    records.end();
    return records.bytes.toByteArray();
  }

  /** What is wrong with a first line whose checksum is right; empty where nothing is. */
  static String problemOf(String header) {
    String[] words = header.split(" ", -1);
    if (words.length < 3 || !words[0].equals(FORMAT)) {
      return "is no journal of a batch; must begin as one; try another folder";
    }
    if (!words[1].equals(Integer.toString(VERSION))) {
      return "was written by another version of plimsoll (its format is %s, this one reads %d); go on with that version, or try another folder"
          .formatted(Text.visible(words[1], 20), VERSION);
    }
    return words[2].equals(KIND) && words.length == 3
        ? ""
        : "is of another kind of input (%s, not %s); try another folder"
            .formatted(Text.visible(words[2], 20), KIND);
  }

  /**
   * A job is accepted.
   *
   * @param job its number, one more than that of the job before
   * @param line the fingerprint of its line
   * @param id its id, for people, of which the beginning is enough
   */
  public void accepted(int job, String line, String id) {
    if (job != states.accepted() + 1) {
      throw new IllegalStateException(
          "job %d: the journal has %d, and must have all before it"
              .formatted(job, states.accepted()));
    }
    begin("A " + job + " " + line + " " + Text.visible(id, MOST_SHOWN));
    states.accept();
    live += end();
  }

  /** An attempt begins. */
  public void started(int job, int attempt) {
    begin("S " + job + " " + attempt);
    if (!states.isEnded(job)) {
      live -= startedBytes(job);
    }
    states.started(job, attempt);
    live += end();
  }

  /** A job has ended. */
  public void ended(int job, int attempt, OutcomeKind kind, Body body) throws IOException {
    begin("E " + job + " " + attempt + " " + kind.word() + " ");
    body.writeTo(bytes);
    bytes.dropLineEnd();
    live -= startedBytes(job);
    states.ended(job, attempt, kind == OutcomeKind.SUCCEEDED);
    live += end();
  }

  private long startedBytes(int job) {
    int attempt = states.attempt(job);
    return attempt == 0
        ? 0
        : JournalRecord.CHECKSUM + " S  \n".length() + digits(job) + digits(attempt);
  }

  private static int digits(int number) {
    return Integer.toString(number).length();
  }

  private void begin(String words) {
    start = bytes.size();
    bytes.writeBytes(NO_CHECKSUM);
    bytes.write(' ');
    bytes.writeBytes(words.getBytes(StandardCharsets.UTF_8));
  }

  private int end() {
    bytes.seal(start);
    bytes.write('\n');
    count++;
    return bytes.size() - start;
  }

  /** How many records were made in all. */
  long count() {
    return count;
  }

  /** How many bytes of the journal count: the rest is of the past. */
  long live() {
    return live;
  }

  /** Counts anew from here. */
  void live(long bytesThatCount) {
    live = bytesThatCount;
  }

  /** How many bytes wait to be taken. */
  int size() {
    return bytes.size();
  }

  /** All that waits, valid until the next record. */
  ByteBuffer take() {
    ByteBuffer all = bytes.view();
    if (bytes.size() > KEPT_BYTES) {
      bytes = new Bytes();
    } else {
      bytes.reset();
    }
    return all;
  }

  /** The bytes of records. */
  private static final class Bytes extends ByteArrayOutputStream {

    void dropLineEnd() {
      if (count > 0 && buf[count - 1] == '\n') {
        count--;
      }
    }

    void seal(int from) {
      CRC32C sum = new CRC32C();
      int content = from + JournalRecord.CHECKSUM + 1;
      sum.update(buf, content, count - content);
      byte[] hex = Checksum.hex(sum.getValue());
      System.arraycopy(hex, 0, buf, from, hex.length);
    }

    ByteBuffer view() {
      return ByteBuffer.wrap(buf, 0, count);
    }
  }
}
