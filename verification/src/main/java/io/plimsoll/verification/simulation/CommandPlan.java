package io.plimsoll.verification.simulation;

import io.plimsoll.command.ByteSize;
import io.plimsoll.command.Command;
import io.plimsoll.command.Retry;
import io.plimsoll.command.StopSignal;
import io.plimsoll.command.Survivors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One command with its limits, and what its attempts will do, as data. Times in milliseconds.
 *
 * @param number tells it from the others of a plan
 * @param timeout how long it may run; 0 means without end
 * @param grace how long it may take to leave
 * @param memory the most memory of its tree in bytes; 0 means no limit
 * @param first the first signal
 * @param keep whether what it leaves behind may stay
 * @param detached whether that belongs to nobody
 * @param endsWithInput whether the end of its input asks it to leave
 * @param retries how many more attempts
 * @param backoff the pause before the second attempt
 * @param attempts what each attempt does; the last one holds for those after it
 */
record CommandPlan(
    int number,
    long timeout,
    long grace,
    long memory,
    StopSignal first,
    boolean keep,
    boolean detached,
    boolean endsWithInput,
    int retries,
    long backoff,
    List<ProcessPlan> attempts) {

  Command command() {
    return Command.of("command", Integer.toString(number))
        .limits(
            new Command.Limits(
                Optional.of(Duration.ofMillis(timeout)),
                Optional.of(Duration.ofMillis(grace)),
                Optional.of(ByteSize.bytes(memory)),
                first,
                Optional.of(keep ? Survivors.KEEP : Survivors.END),
                detached,
                endsWithInput))
        .retry(new Retry(retries, Duration.ofMillis(backoff)));
  }

  /** The number of the plan that a command was made from. */
  static int numberOf(Command command) {
    return Integer.parseInt(command.arguments().get(1));
  }

  /** How much longer, in nanoseconds, its end may take because the machine does not keep up. */
  long lag() {
    return attempts.stream().mapToLong(ProcessPlan::lag).max().orElse(0);
  }

  ProcessPlan attempt(int attempt) {
    return attempts.get(Math.min(attempt, attempts.size()) - 1);
  }

  /** Whether what it leaves behind may stay. */
  boolean spares() {
    return keep || detached;
  }

  long graceNanos() {
    return Duration.ofMillis(grace).toNanos();
  }

  long timeoutNanos() {
    return Duration.ofMillis(timeout).toNanos();
  }

  /** Plans that have one peculiarity less. */
  List<CommandPlan> simpler() {
    List<CommandPlan> plans = new ArrayList<>();
    if (attempts.size() > 1) {
      plans.add(
          with(
              timeout,
              memory,
              first,
              keep,
              detached,
              endsWithInput,
              retries,
              attempts.subList(0, 1)));
    }
    if (retries > 0) {
      plans.add(with(timeout, memory, first, keep, detached, endsWithInput, 0, attempts));
    }
    if (memory > 0) {
      plans.add(with(timeout, 0, first, keep, detached, endsWithInput, retries, attempts));
    }
    if (first != StopSignal.TERM) {
      plans.add(
          with(timeout, memory, StopSignal.TERM, keep, detached, endsWithInput, retries, attempts));
    }
    if (keep || detached || endsWithInput) {
      plans.add(with(timeout, memory, first, false, false, false, retries, attempts));
    }
    for (int i = 0; i < attempts.size(); i++) {
      for (ProcessPlan simpler : attempts.get(i).simpler()) {
        List<ProcessPlan> changed = new ArrayList<>(attempts);
        changed.set(i, simpler);
        plans.add(with(timeout, memory, first, keep, detached, endsWithInput, retries, changed));
      }
    }
    return plans;
  }

  private CommandPlan with(
      long newTimeout,
      long newMemory,
      StopSignal newFirst,
      boolean newKeep,
      boolean newDetached,
      boolean newEndsWithInput,
      int newRetries,
      List<ProcessPlan> newAttempts) {
    return new CommandPlan(
        number,
        newTimeout,
        grace,
        newMemory,
        newFirst,
        newKeep,
        newDetached,
        newEndsWithInput,
        newRetries,
        backoff,
        List.copyOf(newAttempts));
  }

  /** The command and its attempts, for people. */
  String words() {
    StringBuilder words = new StringBuilder("command " + number);
    words.append(timeout == 0 ? ", no timeout" : ", timeout " + timeout + " ms");
    words.append(", grace ").append(grace).append(" ms");
    words.append(memory > 0 ? ", memory " + ByteSize.bytes(memory) : "");
    words.append(first == StopSignal.TERM ? "" : ", first signal " + first);
    words.append(keep ? ", keeps survivors" : "").append(detached ? ", detached" : "");
    words.append(endsWithInput ? ", ends with its input" : "");
    words.append(retries > 0 ? ", " + retries + " retries after " + backoff + " ms" : "");
    attempts.forEach(attempt -> words.append("\n      ").append(attempt.words()));
    return words.toString();
  }
}
