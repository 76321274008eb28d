package io.plimsoll.core.supervise;

import io.plimsoll.command.ByteSize;
import io.plimsoll.command.Command;
import io.plimsoll.command.Outcome;
import io.plimsoll.command.OutcomeKind;
import io.plimsoll.command.Survivors;
import io.plimsoll.core.ledger.ScopeNode;
import io.plimsoll.port.EventSink;
import io.plimsoll.port.ProcessLauncher;
import io.plimsoll.testkit.EventRecorder;
import io.plimsoll.testkit.Script;
import io.plimsoll.testkit.ScriptedLauncher;
import io.plimsoll.testkit.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;

/** A supervisor on a bench: scripted processes, virtual time, the loop turned by hand. */
final class Bench {

  final VirtualTime time = new VirtualTime(Long.MAX_VALUE - 1_234_567_891L, Instant.EPOCH);
  final ScriptedLauncher world = new ScriptedLauncher(time);
  final EventRecorder events = new EventRecorder(10_000);
  final Supervisor supervisor;

  Bench(int concurrency, int queue) {
    this(concurrency, queue, null, null, Runnable::run);
  }

  Bench(int concurrency, int queue, ProcessLauncher launcher, EventSink sink, Executor delivery) {
    this(concurrency, queue, 4, launcher, sink, delivery);
  }

  Bench(
      int concurrency,
      int queue,
      int scopes,
      ProcessLauncher launcher,
      EventSink sink,
      Executor delivery) {
    supervisor =
        new Supervisor(
            "s",
            limits(concurrency, queue, scopes),
            launcher == null ? world : launcher,
            time,
            time,
            sink == null ? events : sink,
            delivery);
  }

  static SupervisorLimits limits(int concurrency, int queue, int scopes) {
    return new SupervisorLimits(
        concurrency,
        queue,
        scopes,
        Duration.ofMinutes(5),
        Duration.ofSeconds(5),
        ByteSize.NONE,
        Survivors.END);
  }

  Script next() {
    return world.next();
  }

  Job submit(Command command) {
    return submit(supervisor.root(), command);
  }

  Job submit(ScopeNode scope, Command command) {
    return supervisor.submit(scope, command);
  }

  Job submit(String name) {
    return submit(Command.of(name));
  }

  void pass(Duration by) {
    turn();
    time.advance(by, this::turn);
  }

  void pass(long millis) {
    pass(Duration.ofMillis(millis));
  }

  void turn() {
    while (supervisor.loop().turn()) {
      if (supervisor.health().live() > supervisor.health().limit()) {
        throw new AssertionError("live > limit");
      }
    }
  }

  static Outcome outcome(Job job) {
    if (!job.outcome().isDone()) {
      throw new AssertionError("has not ended: " + job);
    }
    return job.outcome().join();
  }

  /** Throws it, declared or not. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  static <E extends Throwable> void throwAnyhow(Throwable thrown) throws E {
    throw (E) thrown;
  }

  static OutcomeKind kind(Job job) {
    return outcome(job).kind();
  }
}
