package io.plimsoll.cli.batch;

import io.plimsoll.cli.journal.Entry;
import io.plimsoll.cli.journal.Journal;
import io.plimsoll.cli.journal.JournalException;
import io.plimsoll.cli.journal.JournalStats;
import io.plimsoll.cli.journal.Records;
import io.plimsoll.cli.journal.Redaction;
import io.plimsoll.command.Attempts;
import io.plimsoll.command.Outcome;
import io.plimsoll.command.OutcomeKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A batch and its journal: numbers the jobs in the order of their lines, and holds each step back
 * until the journal has it. What concerns lines is for the thread that reads them.
 */
public final class BatchJournal implements AutoCloseable {

  private final Journal journal;
  private final Redaction redaction;
  private final Fingerprint fingerprint = new Fingerprint();
  private int job;
  private String line = "";

  /**
   * Over an open journal, which is closed with this.
   *
   * @param environment the variables that commands inherit
   */
  public BatchJournal(Journal journal, Map<String, String> environment) {
    this.journal = journal;
    this.redaction = new Redaction(environment);
  }

  /**
   * Refuses a file whose lines are not those that the journal knows; leaves the journal where it
   * began. For files that can be read twice.
   *
   * @throws JournalException if they are not
   */
  public void refuseAnother(Path file) throws IOException {
    if (journal.known() == 0 || !Files.isRegularFile(file)) {
      return;
    }
    try (InputStream in = Files.newInputStream(file)) {
      LineReader lines = new LineReader(in);
      Line next = lines.next();
      while (next != null && job < journal.known()) {
        take(next);
        next = lines.next();
      }
      inputEnded();
    }
    journal.rewind();
    job = 0;
  }

  /**
   * Takes the next line.
   *
   * @throws JournalException if it is not the one that the journal knows at this place
   */
  void take(Line next) throws IOException {
    if (job == Journal.MOST_JOBS) {
      throw new JournalException(
          journal.folder(), "holds %d jobs, as many as may be; split the batch".formatted(job));
    }
    job++;
    line = fingerprint.of(next);
    if (job <= journal.known() && !line.equals(journal.nextLine())) {
      throw new JournalException(
          journal.folder(),
          "is of another input: line %d is not what it knows as job %d; must be the same lines; use that input, or another folder"
              .formatted(next.number(), job));
    }
  }

  /**
   * There are no more lines.
   *
   * @throws JournalException if the journal knows more
   */
  void inputEnded() throws JournalException {
    if (job < journal.known()) {
      throw new JournalException(
          journal.folder(),
          "is of another input: it knows %d jobs, and there are %d; must be the same lines; use that input, or another folder"
              .formatted(journal.known(), job));
    }
  }

  /** Whether the outcome of the line that was taken was told by an earlier part of the batch. */
  boolean isDone() {
    return journal.isDone(job);
  }

  /** How much heap it takes. */
  long heldBytes() {
    return journal.heldBytes();
  }

  /** Begins to record. Who is named is told once if that fails. */
  void start(Runnable broken) {
    journal.start(broken);
  }

  /** Whether anything was told by an earlier part. */
  boolean hasReplay() {
    return journal.known() > 0;
  }

  /** Tells again what was told by an earlier part. */
  void replay(OutputStream out, Consumer<OutcomeKind> counted) throws IOException {
    journal.replay(out, counted);
  }

  /** What is to be done with a job when the journal has its start. */
  interface HandOver {

    /** It is on disk. */
    void ready(int number, Job job);

    /** It never will be. */
    void lost();
  }

  /** Records that the job of the line that was taken begins. */
  void begin(Job plain, HandOver then) {
    int number = job;
    String print = line;
    boolean isNew = number > journal.known();
    int attempt = journal.nextAttempt(number);
    Attempts attempts = new Attempts(attempt, new Again(number));
    Job counted = new Job(plain.id(), plain.command().attempts(attempts), plain.bytes());
    journal.add(
        new Entry() {
          @Override
          public void writeTo(Records records) {
            if (isNew) {
              records.accepted(number, print, redaction.of(plain.id(), plain.command()));
            }
            records.started(number, attempt);
          }

          @Override
          public void committed() {
            then.ready(number, counted);
          }

          @Override
          public void lost() {
            then.lost();
          }
        });
  }

  /** What is to be done with an outcome when the journal has it. */
  interface Telling {

    /** It is on disk. */
    void tell();

    /** It never will be. */
    void lost();
  }

  /** Whether an outcome stands: what was cut off from outside is run again by another part. */
  static boolean stands(Outcome outcome) {
    return outcome.kind() != OutcomeKind.CANCELLED && outcome.kind() != OutcomeKind.SHED;
  }

  /** An outcome as it is recorded and told. */
  Outcome recorded(Outcome outcome) {
    return redaction.of(outcome);
  }

  /** The id of a job as it is recorded and told. */
  String recorded(Job plain) {
    return redaction.of(plain.id(), plain.command());
  }

  /** A text as it is recorded and told. */
  String recorded(String text) {
    return redaction.apply(text);
  }

  /** Records the outcome of a job. */
  void ended(int number, String id, Outcome outcome, Telling then) {
    add(
        records ->
            records.ended(
                number,
                outcome.attempt(),
                outcome.kind(),
                out -> json(out, json -> json.write(id, outcome))),
        then);
  }

  /** Records that the line that was taken gave a job, which is not begun. */
  void seen(Job plain, Telling then) {
    addToLine(recorded(plain), records -> {}, then);
  }

  /** Records that the line that was taken gave no job. */
  void notStarted(String id, String reason, Instant at, Telling then) {
    int number = job;
    addToLine(
        id,
        records ->
            records.ended(
                number,
                0,
                OutcomeKind.NOT_STARTED,
                out -> json(out, json -> json.writeNotStarted(id, reason, at))),
        then);
  }

  /** Adds records about the line that was taken, behind the one that it is there. */
  private void addToLine(String id, Making rest, Telling then) {
    int number = job;
    String print = line;
    boolean isNew = number > journal.known();
    add(
        records -> {
          if (isNew) {
            records.accepted(number, print, id);
          }
          rest.of(records);
        },
        then);
  }

  /** Makes records. */
  private interface Making {
    void of(Records records) throws IOException;
  }

  private void add(Making making, Telling then) {
    journal.add(
        new Entry() {
          @Override
          public void writeTo(Records records) throws IOException {
            making.of(records);
          }

          @Override
          public void committed() {
            then.tell();
          }

          @Override
          public void lost() {
            then.lost();
          }
        });
  }

  /** Writes one line of JSON. */
  private interface Writing {
    void to(OutcomeJson json) throws IOException;
  }

  private static void json(OutputStream out, Writing writing) throws IOException {
    try (OutcomeJson json = new OutcomeJson(out)) {
      writing.to(json);
    }
  }

  /** Records further attempts of a job: the last one where several wait, so that one waits. */
  private final class Again implements IntConsumer, Entry {

    private final int number;
    private final AtomicInteger waiting = new AtomicInteger();

    Again(int number) {
      this.number = number;
    }

    @Override
    public void accept(int attempt) {
      if (waiting.getAndSet(attempt) == 0) {
        journal.add(this);
      }
    }

    @Override
    public void writeTo(Records records) {
      records.started(number, waiting.getAndSet(0));
    }

    @Override
    public void committed() {}

    @Override
    public void lost() {}
  }

  /** Why recording failed, if it did. */
  public @Nullable JournalException failure() {
    return journal.failure();
  }

  /** What was recorded so far. */
  public JournalStats stats() {
    return journal.stats();
  }

  @Override
  public void close() {
    journal.close();
  }
}
