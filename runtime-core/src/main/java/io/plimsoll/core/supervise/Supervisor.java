package io.plimsoll.core.supervise;

import io.plimsoll.command.Command;
import io.plimsoll.command.Outcome;
import io.plimsoll.command.RefusedException;
import io.plimsoll.core.ledger.ScopeNode;
import io.plimsoll.core.loop.EventLoop;
import io.plimsoll.core.memory.MemoryPolicy;
import io.plimsoll.core.record.Recorder;
import io.plimsoll.core.subprocess.SubprocessPolicy;
import io.plimsoll.core.subprocess.SubprocessState;
import io.plimsoll.growth.Gauge;
import io.plimsoll.growth.Grown;
import io.plimsoll.lease.Health;
import io.plimsoll.lease.LeaseView;
import io.plimsoll.lease.Totals;
import io.plimsoll.memory.LoadReport;
import io.plimsoll.memory.Stage;
import io.plimsoll.port.EventSink;
import io.plimsoll.port.ProcessLauncher;
import io.plimsoll.port.Ticker;
import io.plimsoll.port.Timers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs commands within bounds: so many live, so many waiting, the next one refused at the door. Any
 * thread may use it; decisions are made on its loop.
 */
public final class Supervisor {

  static final Duration TRY_LATER = Duration.ofSeconds(1);

  /** How often one who waits for room looks whether its scope was closed meanwhile. */
  static final long LOOK_AGAIN = TimeUnit.MILLISECONDS.toNanos(100);

  /** Things that may wait for the loop, for each accepted command, and besides. */
  private static final int PER_COMMAND = 4;

  private static final int BESIDES = 1_000;

  /** What comes after the grace: being killed, dying on a busy machine, and being read. */
  private static final Duration ENDING =
      Duration.ofNanos(2 * SubprocessPolicy.AFTER_GRACE + SubprocessPolicy.DYING_LIMIT);

  private final SupervisorLimits limits;
  private final ProcessLauncher launcher;
  private final Ticker ticker;
  private final Delivery delivery;
  private final Semaphore places;
  private final ScopeNode root;
  private final AtomicInteger scopes = new AtomicInteger(1);
  private final AtomicLong numbers = new AtomicLong();
  private final LongestGrace longestGrace = new LongestGrace();
  private final LeaseIds leaseIds;
  private final EventLoop<Happening> loop;
  private final Dispatcher dispatcher;
  private final Timers timers;
  private @Nullable LoadLine loadLine;
  private Recorder recorder = Recorder.NONE;
  private Nursery nursery = Nursery.NONE;
  private final Counters counters = new Counters();
  private final Door door = new Door(new Counters.Refusals(counters));

  /**
   * A supervisor whose loop has not begun.
   *
   * @param session the id of the session, the beginning of every lease id
   * @param executor completes the outcomes, one after the other
   */
  public Supervisor(
      String session,
      SupervisorLimits limits,
      ProcessLauncher launcher,
      Ticker ticker,
      Timers timers,
      EventSink sink,
      Executor executor) {
    this.leaseIds = new LeaseIds(session);
    this.limits = limits;
    this.launcher = launcher;
    this.ticker = ticker;
    this.timers = timers;
    int accepted = limits.concurrency() + limits.queue();
    this.places = new Semaphore(accepted, true);
    this.delivery = new Delivery(ticker, executor, places);
    this.root = ScopeNode.root("session");
    this.loop = new EventLoop<>(PER_COMMAND * accepted + BESIDES, new Handling());
    this.dispatcher =
        new Dispatcher(
            limits.concurrency(),
            launcher,
            ticker,
            timers,
            new Announcer(ticker, sink),
            loop,
            leaseIds,
            counters,
            delivery);
  }

  /**
   * Keeps itself below a load line from now on; before the loop is started, once. Reading begins
   * with {@link #watchMemory}.
   */
  public void keepBelow(MemoryPolicy policy, LoadSurroundings surroundings) {
    loadLine = dispatcher.keepBelow(policy, surroundings, timers, scopes);
    loadLine.countedBy(new Counters.Stages(counters));
    door.guardedBy(surroundings.gate());
    nursery = Nursery.of(surroundings.births());
  }

  /**
   * Has each outcome told to one more, just before it is handed out; before the loop is started.
   */
  public void toldTo(Consumer<Outcome> listener) {
    delivery.toldTo(listener);
  }

  /** Has what is decided taken down from now on; before the loop is started, once. */
  public void recordedBy(Recorder taker) {
    recorder = taker;
    dispatcher.deciding.recordedBy(taker);
    if (loadLine != null) {
      loadLine.recordedBy(taker);
    }
  }

  /** Begins to read the memory, where there is a load line. */
  public void watchMemory() {
    if (loadLine != null) {
      loadLine.begin();
    }
  }

  /** The stage of the memory now; costs one volatile read. */
  public Stage stage() {
    return loadLine == null ? Stage.NORMAL : loadLine.stage();
  }

  /** What happened to the memory, when the loop comes to it; empty without a load line. */
  public CompletableFuture<Optional<LoadReport>> loadReport() {
    return ask(new Question.Report());
  }

  /** How a gauge goes so far, when the loop comes to it; empty without a load line. */
  public CompletableFuture<Optional<Grown>> trend(Gauge gauge) {
    return ask(new Question.Trend(gauge));
  }

  private <T> CompletableFuture<Optional<T>> ask(Question<T> question) {
    if (loadLine == null || loop.isStopped()) {
      question.answer.complete(Optional.empty());
    } else {
      loop.post(new Happening.Memory(question));
    }
    return question.answer;
  }

  /** The loop, to be started, or turned by hand. */
  public EventLoop<Happening> loop() {
    return loop;
  }

  /** The outermost scope. */
  public ScopeNode root() {
    return root;
  }

  /**
   * Accepts a command.
   *
   * @throws RefusedException when as many are accepted as may be, or the scope is closed
   */
  public Job submit(ScopeNode scope, Command command) {
    refuseIfClosed(scope);
    door.pass();
    if (!places.tryAcquire()) {
      throw full();
    }
    return accept(scope, command);
  }

  /** Accepts a command, waiting for room at most so long. */
  public Job submit(ScopeNode scope, Command command, Duration wait) throws InterruptedException {
    refuseIfClosed(scope);
    long left =
        door.await(
            wait,
            new Runnable() {
              @Override
              public void run() {
                refuseIfClosed(scope);
              }
            });
    while (!places.tryAcquire(Math.min(left, LOOK_AGAIN), TimeUnit.NANOSECONDS)) {
      refuseIfClosed(scope);
      left -= LOOK_AGAIN;
      if (left <= 0) {
        throw full();
      }
    }
    if (scope.isClosed()) {
      places.release();
      refuseIfClosed(scope);
    }
    return accept(scope, command);
  }

  /** Asks for the end of a command. */
  public void cancel(Job job, String words, boolean atOnce) {
    loop.post(new Happening.Cancel(job, words, atOnce));
  }

  /**
   * Opens a scope.
   *
   * @param deadline how long after its closing what lives in it is killed; that of the scope around
   *     it holds where it is shorter
   * @throws RefusedException when as many are open as may be, or the one around it is closed
   */
  public ScopeNode openScope(ScopeNode around, String name, Optional<Duration> deadline) {
    refuseIfClosed(around);
    if (scopes.incrementAndGet() > limits.scopes()) {
      scopes.decrementAndGet();
      throw refused(
          new RefusedException(
              RefusedException.Reason.SCOPES_FULL,
              "scope '%s': %d scopes are open, allowed %d; close some or raise scope.limit"
                  .formatted(name, limits.scopes(), limits.scopes()),
              TRY_LATER));
    }
    ScopeNode scope =
        around.child(name, deadline, nursery.opened(around, scopes.get(), limits.scopes()));
    if (around.isClosed()) {
      // Closed meanwhile, perhaps without seeing the newcomer.
      scopes.addAndGet(-scope.close());
      refuseIfClosed(around);
    }
    return scope;
  }

  /** Opens a scope with the deadline of the one around it. */
  public ScopeNode openScope(ScopeNode around, String name) {
    return openScope(around, name, Optional.empty());
  }

  /**
   * Closes a scope: later commands are refused, present ones ended. Answers the end of all that
   * lived in it, the same to everyone who asks; what failed completes it exceptionally, and what
   * could not be ended with a {@link io.plimsoll.lease.NotEndedException}.
   */
  public CompletableFuture<Void> closeScope(ScopeNode scope, String words) {
    int closed = scope.close();
    scopes.addAndGet(-closed);
    if (scope.askEnd()) {
      loop.post(new Happening.ScopeClosed(scope, words));
    }
    if (loop.isStopped()) {
      // The session is over, and so is all that lived in its scopes; nobody else would say so.
      scope.end().complete(null);
    }
    return scope.end();
  }

  /**
   * Handles what still waited when the loop was stopped, and gives every command that is left an
   * outcome. Called once, when the loop's thread has ended.
   */
  public void end() {
    if (loadLine != null) {
      loadLine.stop();
    }
    while (loop.turn()) {
      // Each turn is one thing less.
    }
    dispatcher.abandon();
  }

  /**
   * How long it takes at most, from now, until whatever was accepted so far and cancelled has
   * ended.
   */
  public Duration longestEnd() {
    return longestGrace.get().plus(ENDING);
  }

  /** The same for a scope that was closed. */
  public Duration longestEnd(ScopeNode scope) {
    Duration grace = longestGrace.get();
    Duration deadline = scope.deadline().orElse(grace);
    return (deadline.compareTo(grace) < 0 ? deadline : grace).plus(ENDING);
  }

  /** The counts after the last decision; of threads it knows nothing. */
  public Health health() {
    Census census = dispatcher.census();
    return new Health(
        census.live(),
        limits.concurrency(),
        census.queued(),
        limits.queue(),
        census.opened(),
        census.ended(),
        census.outcomes().counts(),
        census.residentBytes(),
        Math.max(0, scopes.get()),
        limits.scopes(),
        0,
        0);
  }

  /** What happened since the start. Any thread; a few reads of memory. */
  public Totals totals() {
    return counters.totals(numbers.get(), recorder);
  }

  /** Counts a refusal that was decided elsewhere, and answers it. */
  public RefusedException refused(RefusedException refusal) {
    return counters.refused(refusal);
  }

  /** The live leases, the oldest first, when the loop comes to it. */
  public CompletableFuture<List<LeaseView>> leases() {
    CompletableFuture<List<LeaseView>> answer = new CompletableFuture<>();
    loop.post(new Happening.AskLeases(answer));
    return answer;
  }

  private final class Handling implements Consumer<Happening> {

    @Override
    public void accept(Happening happening) {
      dispatcher.handle(happening);
    }
  }

  private Job accept(ScopeNode scope, Command command) {
    Job job;
    try {
      job = posted(scope, command);
    } catch (RuntimeException | Error e) { // nobody else gives its place back
      places.release();
      throw e;
    }
    int most = limits.concurrency() + limits.queue();
    nursery.submitted(job, most - places.availablePermits(), most);
    if (loop.isStopped()) {
      // Too late to be seen by the loop, or by end().
      job.outcome().complete(delivery.neverRan(job, "the runtime was closed before it started"));
    }
    return job;
  }

  private Job posted(ScopeNode scope, Command command) {
    launcher.expect();
    Command complete = command.limits(limits.fill(command.limits()));
    longestGrace.add(complete.limits().grace().orElseThrow());
    Job job =
        new Job(
            numbers.incrementAndGet(),
            scope,
            complete,
            leaseIds.next(),
            new SubprocessState.Queued(ticker.nanos()));
    loop.post(new Happening.Submitted(job));
    return job;
  }

  private void refuseIfClosed(ScopeNode scope) {
    if (scope.isClosed()) {
      throw refused(
          new RefusedException(
              RefusedException.Reason.CLOSED,
              "scope '" + scope.path() + "': is closed; takes nothing more; open another",
              Duration.ZERO));
    }
  }

  private RefusedException full() {
    return refused(
        new RefusedException(
            RefusedException.Reason.QUEUE_FULL,
            "command: %d are live and %d wait, as many as may; try later, wait, or raise process.queue"
                .formatted(limits.concurrency(), limits.queue()),
            TRY_LATER));
  }
}
