package io.plimsoll.verification.chaos;

import io.plimsoll.Plimsoll;
import io.plimsoll.Running;
import io.plimsoll.Scope;
import io.plimsoll.command.Command;
import io.plimsoll.command.Outcome;
import io.plimsoll.command.StopSignal;
import io.plimsoll.verification.workload.ProcFiles;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Does one deed after the other in a runtime, and tells what came of it. */
final class Doer {

  private static final long LONGEST_SECONDS = 60;

  private final Plimsoll plimsoll;
  private final Toolbox tools;
  private final Tally tally;

  Doer(Plimsoll plimsoll, Toolbox tools, Tally tally) {
    this.plimsoll = plimsoll;
    this.tools = tools;
    this.tally = tally;
  }

  void perform(Deed deed) throws IOException, InterruptedException {
    Command command = tools.command(deed);
    String mark = tools.mark(deed);
    try {
      Outcome outcome = outcome(deed, command, mark);
      tally.ended(deed, outcome, Marked.carriers(mark).size());
    } catch (TimeoutException e) {
      tally.broken(deed + ": no outcome within " + LONGEST_SECONDS + " s");
    } finally {
      Marked.end(mark);
      tools.done(deed);
    }
  }

  private Outcome outcome(Deed deed, Command command, String mark)
      throws InterruptedException, TimeoutException {
    return switch (deed.mischief()) {
      case CANCELLED, KILLED -> endedByOwner(deed, plimsoll.submit(command));
      case SCOPED -> scoped(deed, command);
      case STRUCK -> struck(deed, plimsoll.submit(command), mark);
      default -> taken(plimsoll.submit(command));
    };
  }

  private static Outcome taken(Running running) throws InterruptedException, TimeoutException {
    try {
      return running.outcome().toCompletableFuture().get(LONGEST_SECONDS, TimeUnit.SECONDS);
    } catch (java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException("an outcome came as a failure", e);
    }
  }

  private Outcome endedByOwner(Deed deed, Running running)
      throws InterruptedException, TimeoutException {
    TimeUnit.MILLISECONDS.sleep(deed.meddleMillis());
    long asked = System.nanoTime();
    if (deed.mischief() == Mischief.KILLED) {
      running.kill("asked by the plan");
    } else {
      running.cancel("asked by the plan");
    }
    Outcome outcome = taken(running);
    tally.endedByOwner(deed, millisSince(asked));
    return outcome;
  }

  private Outcome scoped(Deed deed, Command command) throws InterruptedException, TimeoutException {
    Running running;
    long asked;
    try (Scope scope = plimsoll.scope("s" + deed.index())) {
      running = scope.submit(command);
      TimeUnit.MILLISECONDS.sleep(deed.meddleMillis());
      asked = System.nanoTime();
    }
    tally.endedByOwner(deed, millisSince(asked));
    return taken(running);
  }

  private static Outcome struck(Deed deed, Running running, String mark)
      throws InterruptedException, TimeoutException {
    while (!running.outcome().toCompletableFuture().isDone()) {
      List<Long> found = Marked.programs(mark);
      if (!found.isEmpty()) {
        ProcessHandle.of(found.get(0)).ifPresent(handle -> strike(handle, deed, mark));
        break;
      }
      TimeUnit.MILLISECONDS.sleep(5);
    }
    return taken(running);
  }

  private static void strike(ProcessHandle handle, Deed deed, String mark) {
    // The handle was taken before this look: it is the one that carries the mark, or gone.
    if (ProcFiles.commandLine(handle.pid()).startsWith(mark)) {
      boolean unused =
          deed.signal() == StopSignal.KILL ? handle.destroyForcibly() : handle.destroy();
    }
  }

  private static long millisSince(long begin) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
  }
}
