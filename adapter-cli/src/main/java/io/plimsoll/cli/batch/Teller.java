package io.plimsoll.cli.batch;

import io.plimsoll.command.Outcome;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Has outcomes written: where there is a journal, once it has them. Any thread may use it. */
final class Teller {

  private final OutcomeWriter writer;
  private final Cargo cargo;
  private final @Nullable BatchJournal journal;
  private final AtomicLong unrecorded = new AtomicLong();

  /**
   * To one writer.
   *
   * @param cargo told of outcomes that will not be written
   * @param journal where outcomes are recorded before, or none
   */
  Teller(OutcomeWriter writer, Cargo cargo, @Nullable BatchJournal journal) {
    this.writer = writer;
    this.cargo = cargo;
    this.journal = journal;
  }

  /** Tells the outcome of a job; one that does not stand is not recorded. */
  void ended(long number, Job job, Outcome outcome, long weight) {
    if (journal == null || !BatchJournal.stands(outcome)) {
      writer.ended(job.id(), outcome, weight);
    } else {
      Outcome told = journal.recorded(outcome);
      String id = journal.recorded(job);
      journal.ended((int) number, id, told, new Told(weight, () -> writer.ended(id, told, weight)));
    }
  }

  /**
   * Tells that the job that was read is not begun; the journal, which knows all jobs in their
   * order, has it as one that is still to be run. For the thread that reads.
   */
  void shed(Job job, Outcome outcome, long weight) {
    if (journal == null) {
      writer.ended(job.id(), outcome, weight);
    } else {
      journal.seen(job, new Told(weight, () -> writer.ended(job.id(), outcome, weight)));
    }
  }

  /** Tells that the line that was read gave no job. For the thread that reads. */
  void notStarted(String id, String reason, Instant at, long weight) {
    if (journal == null) {
      writer.notStarted(id, reason, at, weight);
    } else {
      String told = journal.recorded(reason);
      String name = journal.recorded(id);
      journal.notStarted(
          name, told, at, new Told(weight, () -> writer.notStarted(name, told, at, weight)));
    }
  }

  /** How many outcomes were not told, since the journal could not take them. */
  long unrecorded() {
    return unrecorded.get();
  }

  /** What is done with an outcome when it is on disk. */
  private final class Told implements BatchJournal.Telling {

    private final long weight;
    private final Runnable tell;

    Told(long weight, Runnable tell) {
      this.weight = weight;
      this.tell = tell;
    }

    @Override
    public void tell() {
      tell.run();
    }

    @Override
    public void lost() {
      unrecorded.incrementAndGet();
      cargo.unloaded(weight);
    }
  }
}
