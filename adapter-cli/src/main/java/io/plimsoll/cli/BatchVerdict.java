package io.plimsoll.cli;

import io.plimsoll.cli.batch.Batch;
import io.plimsoll.cli.batch.LineCount;
import io.plimsoll.cli.journal.JournalException;
import io.plimsoll.command.OutcomeKind;
import io.plimsoll.command.StopSignal;
import io.plimsoll.memory.LoadReport;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What is said of a batch at its end, and the status to leave with. */
final class BatchVerdict {

  private final Host host;
  private final Batch batch;
  private final Interruption interruption;
  private final Optional<LineCount> lines;
  private final Optional<LoadReport> left;

  /**
   * @param left why the runtime closed itself at the load line, if it did
   */
  BatchVerdict(
      Host host,
      Batch batch,
      Interruption interruption,
      Optional<LineCount> lines,
      Optional<LoadReport> left) {
    this.host = host;
    this.batch = batch;
    this.interruption = interruption;
    this.lines = lines;
    this.left = left;
  }

  /** Says what the outcomes do not say, and answers the status. */
  int tell(boolean verbose) {
    @Nullable IOException writing = batch.writeFailure();
    @Nullable JournalException journal = batch.journalFailure();
    if (journal != null) {
      host.say("%s; %d outcomes were not told".formatted(journal.getMessage(), batch.unrecorded()));
    }
    if (interruption.signal().isPresent()) {
      StopSignal signal = interruption.signal().get();
      int untaken = batch.untaken();
      host.say(
          "interrupted by %s: %s%s"
              .formatted(
                  signal, cutOff(), untaken == 0 ? "" : ", " + untaken + " outcomes nobody took"));
      return Status.of(signal);
    }
    if (writing != null) {
      boolean gone = BrokenPipe.is(writing, BrokenPipe.words());
      host.say(
          "outcomes cannot be written: %s; %d were lost; %s"
              .formatted(writing.getMessage(), batch.lost(), cutOff()));
      return gone ? Status.of(StopSignal.PIPE) : Status.OURS;
    }
    if (journal != null) {
      return Status.OURS;
    }
    if (left.isPresent()) {
      host.say("stopped at the load line: %s; %s".formatted(Reports.why(left.get()), cutOff()));
      return Status.TRY_LATER;
    }
    @Nullable IOException reading = batch.readFailure();
    if (reading instanceof JournalException) {
      host.say(String.valueOf(reading.getMessage()));
      return Status.OURS;
    }
    if (reading != null) {
      host.say(
          "jobs cannot be read after line %d: %s"
              .formatted(batch.linesRead(), reading.getMessage()));
      return Status.OURS;
    }
    long failed = batch.tally().notSucceeded();
    if (failed > 0 && batch.stopped()) {
      host.say("the batch failed fast: " + cutOff());
    } else if (failed > 0 && (verbose || host.terminals().error())) {
      host.say(
          "%d of %d jobs did not succeed: %s"
              .formatted(failed, batch.tally().total(), batch.tally().words()));
    }
    return failed == 0 ? Status.OK : Status.FAILED;
  }

  private String cutOff() {
    long never = batch.tally().neverStarted();
    long cut = batch.tally().of(OutcomeKind.CANCELLED) + batch.tally().of(OutcomeKind.SHED) - never;
    return "%d running jobs were cut off, %d accepted ones never started, %s"
        .formatted(cut, never, rest());
  }

  private String rest() {
    if (batch.readToEnd()) {
      return "all of the input was read";
    }
    OptionalLong total = lines.map(LineCount::count).orElse(OptionalLong.empty());
    return total.isPresent()
        ? Math.max(0, total.getAsLong() - batch.tally().total())
            + " jobs of the input were not taken"
        : "the rest of the input was not read";
  }
}
