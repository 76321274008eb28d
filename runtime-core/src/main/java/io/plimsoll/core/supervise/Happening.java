package io.plimsoll.core.supervise;

import io.plimsoll.core.ledger.ScopeNode;
import io.plimsoll.core.subprocess.SubprocessEvent;
import io.plimsoll.lease.LeaseView;
import io.plimsoll.port.ProcessObserver;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** What the loop of a supervisor handles. */
public sealed interface Happening {

  /** Hands this to the case that it is. */
  void match(Cases cases);

  /** One case for each. */
  interface Cases {

    /** A command was accepted. */
    void submitted(Submitted happening);

    /** Something happened to an attempt of a command. */
    void about(About happening);

    /** The outputs of an attempt are read. */
    void outputsRead(OutputsRead happening);

    /** The end of a command was asked for. */
    void cancel(Cancel happening);

    /** A scope was closed. */
    void scopeClosed(ScopeClosed happening);

    /** A closed scope is not empty at a deadline. */
    void scopeOverdue(ScopeOverdue happening);

    /** Somebody wants to see the live leases. */
    void askLeases(AskLeases happening);

    /** The memory was read, or the heap collected, or the time to leave is over. */
    void memory(Memory happening);

    /** Time has passed. */
    void tick(Tick happening);
  }

  /** A command was accepted. */
  record Submitted(Job job) implements Happening {
    @Override
    public void match(Cases cases) {
      cases.submitted(this);
    }
  }

  /** Something happened to this attempt of a command. */
  record About(Job job, int attempt, SubprocessEvent event) implements Happening {
    @Override
    public void match(Cases cases) {
      cases.about(this);
    }
  }

  /** The outputs of this attempt are read. */
  record OutputsRead(Job job, int attempt, ProcessObserver.Settled outputs) implements Happening {
    @Override
    public void match(Cases cases) {
      cases.outputsRead(this);
    }
  }

  /** The end of a command was asked for. */
  record Cancel(Job job, String words, boolean atOnce) implements Happening {
    @Override
    public void match(Cases cases) {
      cases.cancel(this);
    }
  }

  /** A scope was closed; its end is completed when nothing lives in it. */
  record ScopeClosed(ScopeNode scope, String words) implements Happening {
    @Override
    public void match(Cases cases) {
      cases.scopeClosed(this);
    }
  }

  /** A deadline has come since this scope was closed, for the scopes within that have no longer. */
  record ScopeOverdue(ScopeNode scope, String words, Duration deadline) implements Happening {
    @Override
    public void match(Cases cases) {
      cases.scopeOverdue(this);
    }
  }

  /** Somebody wants to see the live leases. */
  record AskLeases(CompletableFuture<List<LeaseView>> answer) implements Happening {
    @Override
    public void match(Cases cases) {
      cases.askLeases(this);
    }
  }

  /** Something for the load line: what it does with it. */
  record Memory(Consumer<LoadLine> what) implements Happening {
    @Override
    public void match(Cases cases) {
      cases.memory(this);
    }
  }

  /** Time has passed. */
  record Tick() implements Happening {
    @Override
    public void match(Cases cases) {
      cases.tick(this);
    }
  }
}
