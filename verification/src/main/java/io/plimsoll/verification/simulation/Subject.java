package io.plimsoll.verification.simulation;

import io.plimsoll.command.ByteSize;
import io.plimsoll.command.Command;
import io.plimsoll.command.Outcome;
import io.plimsoll.command.Survivors;
import io.plimsoll.core.ledger.ScopeNode;
import io.plimsoll.core.supervise.Job;
import io.plimsoll.core.supervise.Supervisor;
import io.plimsoll.core.supervise.SupervisorLimits;
import io.plimsoll.lease.Health;
import io.plimsoll.lease.LeaseView;
import io.plimsoll.port.EventSink;
import io.plimsoll.port.ProcessLauncher;
import io.plimsoll.port.Ticker;
import io.plimsoll.port.Timers;
import io.plimsoll.testkit.ScriptedLauncher;
import io.plimsoll.testkit.VirtualTime;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** What is tried: a supervisor whose loop is turned by hand. Tests plant defects by overriding. */
class Subject {

  /** Makes a subject for one run. */
  interface Maker {
    Subject make(
        Setup setup,
        ScriptedLauncher launcher,
        VirtualTime time,
        EventSink sink,
        Executor delivery);
  }

  private final Supervisor supervisor;

  Subject(
      Setup setup,
      ProcessLauncher launcher,
      Ticker ticker,
      Timers timers,
      EventSink sink,
      Executor delivery) {
    SupervisorLimits limits =
        new SupervisorLimits(
            setup.limit(),
            setup.queue(),
            setup.scopes(),
            Setup.TIMEOUT,
            Setup.GRACE,
            ByteSize.NONE,
            Survivors.END);
    supervisor = new Supervisor("sim", limits, launcher, ticker, timers, sink, delivery);
  }

  /** The real thing. */
  static Subject real(
      Setup setup, ScriptedLauncher launcher, VirtualTime time, EventSink sink, Executor delivery) {
    return new Subject(setup, launcher, time, time, sink, delivery);
  }

  ScopeNode root() {
    return supervisor.root();
  }

  Job submit(ScopeNode scope, Command command, Consumer<Outcome> taken) {
    Job job = supervisor.submit(scope, command);
    CompletionStage<Void> unused = job.chain().thenAccept(taken);
    return job;
  }

  void cancel(Job job, boolean atOnce) {
    supervisor.cancel(job, "asked by the plan", atOnce);
  }

  ScopeNode open(ScopeNode around, String name) {
    return supervisor.openScope(around, name);
  }

  CompletableFuture<Void> close(ScopeNode scope) {
    return supervisor.closeScope(scope, "scope " + scope.path() + " is closed");
  }

  Health health() {
    return supervisor.health();
  }

  CompletableFuture<List<LeaseView>> leases() {
    return supervisor.leases();
  }

  boolean turn() {
    return supervisor.loop().turn();
  }
}
