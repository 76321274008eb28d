package io.plimsoll.cli.batch;

import io.plimsoll.Running;
import io.plimsoll.Scope;
import io.plimsoll.cli.detect.Programs;
import io.plimsoll.cli.journal.JournalException;
import io.plimsoll.command.Command;
import io.plimsoll.command.Outcome;
import io.plimsoll.command.OutcomeKind;
import io.plimsoll.command.StartFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One batch: a thread that reads jobs and hands them to the runtime, a thread that writes outcomes,
 * and the load line between them.
 */
public final class Batch {

  private final Plan plan;
  private final Cargo cargo;
  private final Tally tally = new Tally();
  private final OutcomeWriter writer;
  private final Teller teller;
  private final @Nullable BatchJournal journal;
  private final @Nullable Programs programs;
  private final @Nullable Needs needs;
  private final Doorstep doorstep;
  // Jobs on their way, whose number the load line bounds; by number, to be ended youngest first.
  private final NavigableMap<Long, Running> running = new ConcurrentSkipListMap<>();
  private final CountDownLatch readingDone = new CountDownLatch(1);
  private final AtomicReference<@Nullable String> stopReason = new AtomicReference<>();
  private volatile @Nullable IOException readFailure;
  private volatile boolean readToEnd;
  private volatile long linesRead;
  private volatile int untaken;
  private volatile boolean halted;

  /**
   * A batch that has not begun.
   *
   * @param scope owns the commands
   * @param out where outcomes go
   * @param curtain what surrounds each write
   * @param journal where each step is recorded before it is made, or none
   * @param programs knows which programs are missing, or none
   * @param needs what has to be there before a job begins, or none
   */
  public Batch(
      Plan plan,
      Scope scope,
      OutputStream out,
      Curtain curtain,
      @Nullable BatchJournal journal,
      @Nullable Programs programs,
      @Nullable Needs needs)
      throws IOException {
    this.plan = plan;
    this.journal = journal;
    this.programs = programs;
    this.needs = needs;
    this.doorstep = new Doorstep(scope);
    this.cargo =
        new Cargo(plan.mostOnTheirWay(needs != null), Plan.mostHeapBytes(0), plan.concurrency());
    this.writer = new OutcomeWriter(out, cargo, curtain, new Untaken());
    this.teller = new Teller(writer, cargo, journal);
  }

  /** Runs all jobs of a stream, and returns when every outcome is written or given up. */
  public void run(InputStream in) throws InterruptedException {
    if (journal != null) {
      begin(journal);
    }
    Thread reader = new Thread(new Reading(in), "plimsoll-cli-reader");
    reader.setDaemon(true);
    reader.start();
    readingDone.await();
    cargo.awaitEmpty();
    untaken = cargo.aboard();
    writer.close();
  }

  private void begin(BatchJournal recorder) throws InterruptedException {
    recorder.start(this::halt);
    if (recorder.hasReplay() && cargo.admit(0)) {
      cargo.ended(0, 0);
      writer.replay(out -> recorder.replay(out, tally::add));
    }
  }

  /** Starts no more jobs; those that run come to their ends. */
  private void halt() {
    halted = true;
    cargo.close();
    doorstep.close("the journal takes no more");
    readingDone.countDown();
  }

  /**
   * Starts no more jobs, ends the running ones by their first signal, and reads no further. Only
   * the first call counts.
   */
  public void stop(String reason) {
    if (stopReason.compareAndSet(null, reason)) {
      cargo.close();
      doorstep.close(reason);
      // A read that blocks is not waited for.
      readingDone.countDown();
      if (needs != null) {
        needs.close();
      }
      running.descendingMap().values().forEach(job -> job.cancel(reason));
    }
  }

  /** Ends the running jobs by KILL, and waits no longer for one who takes no outcomes. */
  public void kill(String reason) {
    cargo.hurry();
    running.descendingMap().values().forEach(job -> job.kill(reason));
  }

  /** The counts so far. */
  public Tally tally() {
    return tally;
  }

  /** Why writing failed, if it did. */
  public @Nullable IOException writeFailure() {
    return writer.failure();
  }

  /** How many outcomes could not be written. */
  public long lost() {
    return writer.lost();
  }

  /** How many outcomes nobody took, known at the end. */
  public int untaken() {
    return untaken;
  }

  /** Why the journal failed, if it did. */
  public @Nullable JournalException journalFailure() {
    return journal == null ? null : journal.failure();
  }

  /** How many outcomes were not told, since the journal could not take them. */
  public long unrecorded() {
    return teller.unrecorded();
  }

  /** Why reading failed, if it did. */
  public @Nullable IOException readFailure() {
    return readFailure;
  }

  /** Whether it was told to stop before its end. */
  public boolean stopped() {
    return stopReason.get() != null;
  }

  /** Whether all of the input was read, and every job of it taken. */
  public boolean readToEnd() {
    return readToEnd;
  }

  /** How many lines were read. */
  public long linesRead() {
    return linesRead;
  }

  /** Reads jobs to the end of a stream, and takes what came of each line when there is room. */
  private final class Reading implements Runnable, JobReader.Result {

    private final InputStream in;

    Reading(InputStream in) {
      this.in = in;
    }

    @Override
    public void run() {
      LineReader lines = new LineReader(in);
      JobReader jobs = plan.reader();
      try {
        for (Line line = lines.next(); line != null; line = lines.next()) {
          if (stopReason.get() != null || halted) {
            return;
          }
          linesRead = lines.number();
          if (journal != null) {
            journal.take(line);
          }
          jobs.read(line, this);
          cargo.limit(Plan.mostHeapBytes(jobs.heldBytes() + held()));
        }
        if (journal != null && stopReason.get() == null && !halted) {
          journal.inputEnded();
        }
        readToEnd = stopReason.get() == null && !halted;
      } catch (IOException e) {
        readFailure = e;
      } catch (RuntimeException | Error e) {
        // Ours to answer for, and never a batch that looks complete.
        readFailure = new IOException("internal error: " + e, e);
      } finally {
        readingDone.countDown();
      }
    }

    private long held() {
      return journal == null ? 0 : journal.heldBytes();
    }

    @Override
    public void job(Job job) {
      long weight = plan.weight(job);
      if (!isDone() && admitted(weight)) {
        Optional<String> unmet = unmet();
        if (unmet.isPresent()) {
          Outcome shed = NotStarted.shed(job.command(), unmet.get());
          teller.shed(job, shed, settled(linesRead, job, shed, weight));
        } else if (journal == null) {
          submit(linesRead, job, weight);
        } else {
          journal.begin(job, new Start(weight));
        }
      }
    }

    @Override
    public void notStarted(String id, String reason) {
      long weight = Plan.OVERHEAD_BYTES + 2L * reason.length();
      if (!isDone() && admitted(weight)) {
        tally.add(OutcomeKind.NOT_STARTED);
        cargo.ended(weight, weight);
        teller.notStarted(id, reason, Instant.now(), weight);
        failFast(id);
      }
    }

    /** What a job lacks; one of a batch that was stopped goes on, and is cut off as the others. */
    private Optional<String> unmet() {
      try {
        Optional<String> lacks = needs == null ? Optional.empty() : needs.unmet();
        return stopReason.get() == null ? lacks : Optional.empty();
      } catch (InterruptedException e) {
        throw new IllegalStateException("nobody interrupts the reader", e);
      }
    }

    private boolean isDone() {
      return journal != null && journal.isDone();
    }

    private boolean admitted(long weight) {
      try {
        return cargo.admit(weight);
      } catch (InterruptedException e) {
        throw new IllegalStateException("nobody interrupts the reader", e);
      }
    }
  }

  /** What is done with a job when its start is on disk. */
  private final class Start implements BatchJournal.HandOver {

    private final long weight;

    Start(long weight) {
      this.weight = weight;
    }

    @Override
    public void ready(int number, Job job) {
      submit(number, job, weight);
    }

    @Override
    public void lost() {
      cargo.ended(weight, weight);
      cargo.unloaded(weight);
    }
  }

  /** What is done when nobody takes the outcomes. */
  private final class Untaken implements Runnable {

    @Override
    public void run() {
      stop("nobody takes the outcomes any more");
    }
  }

  private void submit(long number, Job job, long weight) {
    Optional<StartFailure> missing = missing(job);
    if (missing.isPresent()) {
      ended(number, job, NotStarted.outcome(job.command(), missing.get()), weight);
      return;
    }
    doorstep.bring(new Caller(number, job, weight));
  }

  /** A job at the door of the runtime, and what is done with its outcome. */
  private final class Caller implements Doorstep.Guest, Consumer<Outcome> {

    private final long number;
    private final Job job;
    private final long weight;

    Caller(long number, Job job, long weight) {
      this.number = number;
      this.job = job;
      this.weight = weight;
    }

    @Override
    public Command command() {
      return job.command();
    }

    @Override
    public void taken(Running accepted) {
      running.put(number, accepted);
      accepted.outcome().thenAccept(this);
      String reason = stopReason.get();
      if (reason != null) {
        accepted.cancel(reason);
      }
    }

    /** The runtime is closing, or this batch: whoever closed it says why. */
    @Override
    public void sentHome(String why) {
      accept(NotStarted.cancelled(job.command(), why));
      if (!halted) {
        stop(why);
      }
    }

    @Override
    public void accept(Outcome outcome) {
      ended(number, job, outcome, weight);
    }
  }

  /**
   * Why a job cannot start, where it would start now. One that waits for others is left to its own
   * start: they may install what it needs.
   */
  private Optional<StartFailure> missing(Job job) {
    return programs == null || stopReason.get() != null || cargo.unended() > plan.concurrency()
        ? Optional.empty()
        : programs.missing(job.command());
  }

  private void ended(long number, Job job, Outcome outcome, long weight) {
    teller.ended(number, job, outcome, settled(number, job, outcome, weight));
  }

  /** Counts the end of a job, and answers what it weighs until its outcome is written. */
  private long settled(long number, Job job, Outcome outcome, long weight) {
    running.remove(number);
    if (programs != null && outcome.kind() != OutcomeKind.NOT_STARTED) {
      programs.ran();
    }
    tally.add(outcome.kind());
    boolean given = outcome.kind() == OutcomeKind.CANCELLED || outcome.kind() == OutcomeKind.SHED;
    if (given && outcome.processes() == 0) {
      tally.addNeverStarted();
    }
    long now = Plan.weight(job, outcome);
    if (!outcome.succeeded()) {
      failFast(job.id());
    }
    cargo.ended(weight, now);
    return now;
  }

  private void failFast(String id) {
    if (plan.failFast()) {
      stop("job " + JobLine.shown(id) + " did not succeed, and the batch fails fast");
    }
  }
}
