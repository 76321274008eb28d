package io.plimsoll.core.subprocess;

import io.plimsoll.command.OutcomeKind;
import io.plimsoll.command.StopSignal;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Finds the verdict on a command whose tree is gone, or given up.
 *
 * @param stop why it was ended
 * @param vitals what was seen of it
 * @param exit the status it left with, if it is known
 * @param left how many of its processes are left
 */
record Verdicts(Stop stop, Vitals vitals, OptionalInt exit, int left) {

  /** After it left by itself, or after this signal where its tree was asked to leave. */
  Verdict after(boolean asked, StopSignal signal) {
    if (stop.cause() == StopCause.EXITED) {
      return byItself(asked ? " by " + signal : "");
    }
    // Another may have been quicker: a terminal signals the whole foreground by itself.
    StopSignal by = StopSignal.ofStatus(exit.orElse(0)).orElse(signal);
    return ended(by, "; ended by " + by);
  }

  /**
   * After KILL, which the command itself needed, or only what it left behind after the first
   * signal.
   */
  Verdict afterKill(boolean self, StopSignal first) {
    if (stop.cause() == StopCause.EXITED) {
      return byItself(" by KILL");
    }
    return self
        ? ended(StopSignal.KILL, "; ended by KILL")
        : ended(first, "; left when asked, what it left behind was ended by KILL");
  }

  private Verdict byItself(String survivorsEndedBy) {
    int status = exit.orElse(0);
    Optional<StopSignal> signal = StopSignal.ofStatus(status);
    OutcomeKind kind =
        status == 0
            ? OutcomeKind.SUCCEEDED
            : signal.isPresent() ? OutcomeKind.SIGNALLED : OutcomeKind.FAILED;
    String words =
        signal.isPresent()
            ? "ended by signal " + signal.get() + " (status " + status + ")"
            : "left with status " + status;
    String behind =
        survivorsEndedBy.isEmpty()
            ? ""
            : "; " + stop.words() + ", which was ended" + survivorsEndedBy;
    return verdict(kind, words + behind, exit, signal);
  }

  private Verdict ended(StopSignal signal, String how) {
    OutcomeKind kind =
        switch (stop.cause()) {
          case TIMED_OUT -> OutcomeKind.TIMED_OUT;
          case OVER_MEMORY -> OutcomeKind.OVER_MEMORY;
          case SHED -> OutcomeKind.SHED;
          case CANCELLED, INPUT_ENDED -> OutcomeKind.CANCELLED;
          case EXITED -> throw new IllegalStateException("left by itself, judged as ended");
        };
    boolean own = exit.isPresent() && StopSignal.ofStatus(exit.getAsInt()).isEmpty();
    return verdict(kind, stop.words() + how, own ? exit : OptionalInt.empty(), Optional.of(signal));
  }

  private Verdict verdict(
      OutcomeKind kind, String words, OptionalInt code, Optional<StopSignal> signal) {
    String rest = left == 0 ? "" : "; " + left + " of its processes were left: " + vitals.words();
    return new Verdict(kind, words + rest, code, signal, Optional.empty(), vitals, true, left);
  }
}
