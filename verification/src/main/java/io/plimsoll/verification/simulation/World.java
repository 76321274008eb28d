package io.plimsoll.verification.simulation;

import io.plimsoll.command.RefusedException;
import io.plimsoll.core.Due;
import io.plimsoll.core.ledger.ScopeNode;
import io.plimsoll.core.subprocess.SubprocessPolicy;
import io.plimsoll.testkit.ScriptedLauncher;
import io.plimsoll.testkit.VirtualTime;
import io.plimsoll.verification.simulation.ProcessPlan.Start;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Carries out one plan on one thread, watched. What it keeps is bounded by the plan. */
final class World {

  /** More turns than any sound run of a plan takes: a loop that does not come to rest. */
  private static final long MOST_TURNS = 5_000_000;

  private static final Duration LONG_ENOUGH = Duration.ofMinutes(20);

  private final Plan plan;
  private final VirtualTime time;
  private final ScriptedLauncher launcher;
  private final Figures figures = new Figures();
  private final Watch watch;
  private final Subject subject;
  private final Consumer<String> trace;
  private final Map<Integer, Scope> scopes = new LinkedHashMap<>();
  private final List<Scope> closing = new ArrayList<>();
  private int pending;

  /** How a run went. */
  record Result(@Nullable Violation violation, Figures figures, long hash) {}

  /** A scope as the plan sees it. */
  private static final class Scope {
    final int around;
    final ScopeNode node;
    boolean closed;
    long emptyBy = Due.NEVER;
    @Nullable CompletableFuture<Void> empty;

    Scope(int around, ScopeNode node) {
      this.around = around;
      this.node = node;
    }
  }

  private World(Plan plan, Subject.Maker maker, Consumer<String> trace) {
    this.plan = plan;
    this.trace = trace;
    this.time = new VirtualTime(plan.setup().origin(), Instant.parse("2026-01-01T00:00:00Z"));
    this.launcher = new ScriptedLauncher(time);
    this.watch = new Watch(plan.setup(), time, launcher, figures, trace);
    launcher.otherwise(
        (lease, command) -> {
          ProcessPlan process = watch.launching(lease, command);
          if (process.start() == Start.LAUNCHER_THROWS) {
            throw new IllegalStateException("the launcher is broken, says the plan");
          }
          return process.script();
        });
    this.subject =
        maker.make(
            plan.setup(),
            launcher,
            time,
            watch,
            task -> {
              pending--;
              watch.delivered();
              task.run();
            });
    scopes.put(0, new Scope(-1, subject.root()));
  }

  static Result run(Plan plan, Subject.Maker maker) {
    return run(plan, maker, words -> {});
  }

  static Result run(Plan plan, Subject.Maker maker, Consumer<String> trace) {
    World world = new World(plan, maker, trace);
    world.figures.seeds = 1;
    try {
      world.runPlan();
      return new Result(null, world.figures, world.watch.hash());
    } catch (Violation violation) {
      return new Result(violation, world.figures, world.watch.hash());
    }
  }

  private void runPlan() {
    for (Action action : plan.actions()) {
      figures.steps++;
      trace.accept(watch.at(time.nanos()) + "  * " + action.words());
      act(action);
      watch.throwIfBroken();
      checkScopes();
    }
    windDown();
  }

  private void act(Action action) {
    if (action instanceof Action.Submit submit) {
      submit(submit);
    } else if (action instanceof Action.Cancel cancel) {
      cancel(cancel.number(), cancel.atOnce());
    } else if (action instanceof Action.Open open) {
      open(open);
    } else if (action instanceof Action.Close close) {
      close(close.scope());
    } else if (action instanceof Action.Pass pass) {
      pass(pass.time());
    } else if (action instanceof Action.JumpWall jump) {
      time.jumpWall(jump.by());
    } else {
      askLeases();
    }
  }

  private void submit(Action.Submit submit) {
    int id = scopes.containsKey(submit.scope()) ? submit.scope() : 0;
    Scope scope = scope(id);
    Tracked tracked = new Tracked(submit.plan(), id);
    if (watch.commands.putIfAbsent(submit.plan().number(), tracked) != null) {
      return;
    }
    figures.commands++;
    boolean full = pending >= plan.setup().limit() + plan.setup().queue();
    try {
      tracked.job =
          subject.submit(
              scope.node, submit.plan().command(), outcome -> watch.outcome(tracked, outcome));
      pending++;
      watch.check(!isClosed(id), "a closed scope takes nothing", submit.plan().number());
      watch.check(!full, "queue <= bound", "one more was taken than may wait");
    } catch (RefusedException refused) {
      tracked.refused = true;
      figures.refused++;
      trace.accept("   refused: " + refused.getMessage());
      boolean closed = refused.reason() == RefusedException.Reason.CLOSED;
      watch.check(closed ? isClosed(id) : full, "none is refused without need", refused);
    }
  }

  private void cancel(int number, boolean atOnce) {
    Tracked tracked = watch.commands.get(number);
    if (tracked != null && tracked.job != null) {
      tracked.cancelled(time.nanos(), atOnce);
      subject.cancel(tracked.job, atOnce);
    }
  }

  private void open(Action.Open open) {
    int around = scopes.containsKey(open.around()) ? open.around() : 0;
    long opened = scopes.keySet().stream().filter(id -> !isClosed(id)).count();
    boolean full = opened >= plan.setup().scopes();
    try {
      ScopeNode node = subject.open(scope(around).node, "s" + open.scope());
      watch.check(!full && !isClosed(around), "scopes <= bound", open);
      scopes.put(open.scope(), new Scope(around, node));
    } catch (RefusedException refused) {
      watch.check(full || isClosed(around), "none is refused without need", refused);
    }
  }

  private void close(int id) {
    Scope scope = scopes.get(id);
    if (scope == null) {
      return;
    }
    if (scope.closed) {
      CompletableFuture<Void> unused = subject.close(scope.node);
      return;
    }
    long longest = 0;
    scope.closed = true;
    for (Tracked tracked : watch.commands.values()) {
      if (tracked.isOpen() && isWithin(tracked.scope, id)) {
        tracked.cancelled(time.nanos(), false);
        longest = Math.max(longest, tracked.plan.graceNanos() + tracked.plan.lag());
      }
    }
    scope.empty = subject.close(scope.node);
    scope.emptyBy = Due.after(time.nanos(), longest + SubprocessPolicy.AFTER_GRACE);
    closing.add(scope);
  }

  private void checkScopes() {
    closing.removeIf(scope -> scope.empty != null && scope.empty.isDone());
    for (Scope scope : closing) {
      watch.check(
          time.nanos() - scope.emptyBy <= 0,
          "a closed scope is empty within the longest grace + 2 s, on a machine that keeps up",
          scope.node + ", allowed until " + watch.at(scope.emptyBy));
    }
    watch.throwIfBroken();
  }

  private void pass(Duration by) {
    turnAll();
    time.advance(by, this::turnInTime);
  }

  /**
   * With every other seed, the loop comes to its turn only when all of an instant has happened, so
   * that what is told of one attempt may wait in the queue behind its end.
   */
  private void turnInTime() {
    boolean moreNow = time.untilNext().isZero();
    if (!moreNow || (plan.seed() & 1) == 0) {
      turnAll();
    }
  }

  private void turnAll() {
    while (subject.turn()) {
      watch.afterTurn(subject.health());
      if (figures.turns > MOST_TURNS) {
        throw new Violation("the loop comes to rest", MOST_TURNS + " turns");
      }
    }
    checkScopes();
  }

  private void askLeases() {
    turnAll();
    var answer = subject.leases();
    turnAll();
    watch.check(answer.isDone(), "a question is answered", "leases");
    watch.check(
        answer.join().size() == subject.health().live(),
        "the ledger shows what lives",
        answer.join());
  }

  private void windDown() {
    trace.accept(watch.at(time.nanos()) + "  * the end: close the outermost scope");
    close(0);
    turnAll();
    pass(LONG_ENOUGH);
    launcher.close();
    watch.atTheEnd(subject.health());
  }

  private Scope scope(int id) {
    return java.util.Objects.requireNonNull(scopes.get(id));
  }

  private boolean isClosed(int id) {
    for (int i = id; i >= 0; i = scope(i).around) {
      if (scope(i).closed) {
        return true;
      }
    }
    return false;
  }

  private boolean isWithin(int id, int other) {
    for (int i = id; i >= 0; i = scope(i).around) {
      if (i == other) {
        return true;
      }
    }
    return false;
  }
}
