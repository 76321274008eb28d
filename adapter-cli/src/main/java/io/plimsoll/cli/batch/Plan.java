package io.plimsoll.cli.batch;

import io.plimsoll.command.Command;
import io.plimsoll.command.Command.Limits;
import io.plimsoll.command.Environment;
import io.plimsoll.command.Outcome;
import io.plimsoll.command.Retry;
import io.plimsoll.command.Stdin;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * How a batch is run.
 *
 * @param defaults makes a command of an argument vector, with all that holds for every job
 * @param cleanEnvironment a clean environment, with all that holds for every job
 * @param inheritedEnvironment the same, inherited
 * @param directory the folder that relative paths are taken from
 * @param concurrency how many jobs may be live
 * @param queue how many may wait
 * @param keptBytes the most that is kept of the outputs of one job
 * @param failFast whether the first job that does not succeed ends the batch
 */
public record Plan(
    Function<List<String>, Command> defaults,
    Environment cleanEnvironment,
    Environment inheritedEnvironment,
    Path directory,
    int concurrency,
    int queue,
    long keptBytes,
    boolean failFast) {

  /** What a job or a reason costs beside its own bytes. */
  static final long OVERHEAD_BYTES = 2_048;

  /** What one byte of a line costs on the heap: two for its characters, one for its bytes. */
  private static final int HEAP_PER_BYTE = 3;

  /**
   * How many jobs wait behind those that are live. Where a journal holds each start back until it
   * is on disk, every job that waits is told again that it may have begun.
   */
  private static final long AHEAD = 32;

  /** A reader of this batch's lines. */
  JobReader reader() {
    return new JobReader(new SeenIds(), this);
  }

  /**
   * How many jobs may be on their way: those that run, and as many behind them as keep all places
   * busy meanwhile. More would only wait on the heap. One that fails fast must not start another
   * before its outcome is judged, so nothing waits then.
   *
   * @param needy whether each is asked before it begins if what it needs is there
   */
  int mostOnTheirWay(boolean needy) {
    long waiting = failFast || needy ? 0 : Math.min(AHEAD, queue);
    return (int) Math.min(Integer.MAX_VALUE, concurrency + waiting);
  }

  /**
   * How much heap all jobs on their way may cost: half of all there may be, and with what the
   * reader holds no more than three quarters. The last quarter is for everything else.
   *
   * @param heldBytes what the reader holds
   */
  static long mostHeapBytes(long heldBytes) {
    long all = Runtime.getRuntime().maxMemory();
    return Math.max(0, Math.min(all / 2, all - all / 4 - heldBytes));
  }

  /** How much heap a job may cost. */
  long weight(Job job) {
    return lineWeight(job) + keptBytes;
  }

  /**
   * How much heap it costs from its end until the outcome is written, which holds its command too:
   * arguments, input, environment.
   */
  static long weight(Job job, Outcome outcome) {
    return OVERHEAD_BYTES
        + lineWeight(job)
        + outcome.stdout().bytes()
        - outcome.stdout().droppedBytes()
        + outcome.stderr().bytes()
        - outcome.stderr().droppedBytes();
  }

  private static long lineWeight(Job job) {
    return (long) HEAP_PER_BYTE * job.bytes();
  }

  /** Makes a job of a draft that is complete. */
  Job job(JobDraft draft, Line line) {
    Command command = defaults.apply(draft.command.orElseThrow());
    command = command.environment(environment(draft, command.environment()));
    if (draft.directory.isPresent()) {
      command = command.directory(draft.directory.get());
    }
    if (draft.stdin.isPresent()) {
      command = command.stdin(Stdin.text(draft.stdin.get()));
    }
    command =
        command
            .limits(limits(draft, command.limits()))
            .retry(
                new Retry(
                    draft.retries.orElse(command.retry().times()),
                    draft.backoff.orElse(command.retry().backoff())));
    String id = draft.id.orElse(Long.toString(line.number()));
    return new Job(id, command, line.bytes().length);
  }

  private Environment environment(JobDraft draft, Environment usual) {
    Environment environment = usual;
    if (draft.cleanEnv.isPresent()) {
      environment = draft.cleanEnv.get() ? cleanEnvironment : inheritedEnvironment;
    }
    for (Map.Entry<String, String> variable : draft.variables.entrySet()) {
      environment = environment.with(variable.getKey(), variable.getValue());
    }
    return environment;
  }

  private static Limits limits(JobDraft draft, Limits usual) {
    return new Limits(
        either(draft.timeout, usual.timeout()),
        either(draft.grace, usual.grace()),
        either(draft.memory, usual.memory()),
        draft.signal.orElse(usual.firstSignal()),
        either(draft.survivors, usual.survivors()),
        draft.detached.orElse(usual.detached()),
        usual.endsWithInput());
  }

  private static <T> Optional<T> either(Optional<T> own, Optional<T> usual) {
    return own.isPresent() ? own : usual;
  }
}
