package io.plimsoll.core.supervise;

import io.plimsoll.command.OutcomeKind;
import io.plimsoll.command.StartFailure;
import io.plimsoll.core.Bounded;
import io.plimsoll.core.Due;
import io.plimsoll.core.Transition;
import io.plimsoll.core.ledger.Lease;
import io.plimsoll.core.ledger.Ledger;
import io.plimsoll.core.loop.EventLoop;
import io.plimsoll.core.memory.MemoryPolicy;
import io.plimsoll.core.subprocess.SubprocessEffect;
import io.plimsoll.core.subprocess.SubprocessEvent;
import io.plimsoll.core.subprocess.SubprocessState;
import io.plimsoll.core.subprocess.Verdict;
import io.plimsoll.lease.LeaseKind;
import io.plimsoll.port.LazyLogger;
import io.plimsoll.port.LiveProcess;
import io.plimsoll.port.ProcessLauncher;
import io.plimsoll.port.Ticker;
import io.plimsoll.port.Timers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Applies the policies to what happens, and carries the effects out. All of it on the loop. */
final class Dispatcher implements Happening.Cases, JobCargo.Hold {

  private static final System.Logger LOG = LazyLogger.of(Dispatcher.class);

  private final int concurrency;
  private final ProcessLauncher launcher;
  private final Ticker ticker;
  private final Announcer announcer;
  private final Agenda agenda;
  private final EventLoop<Happening> loop;
  private final LeaseIds leaseIds;
  private final Delivery delivery;
  private final Ledger ledger;
  private final Closings closings;
  final Deciding deciding;

  @Bounded("accepted jobs only, whose number is bounded at the door")
  private final Map<Long, Job> jobs = new LinkedHashMap<>();

  @Bounded("accepted jobs only, as above")
  private final Set<Job> ready = new LinkedHashSet<>();

  @Bounded("by the accepted commands; empty between two happenings")
  private final List<Ended> concluded = new ArrayList<>();

  private @Nullable LoadLine loadLine;
  private int live;
  private long residentBytes;
  private Census.Tally outcomes = Census.NOTHING.outcomes();
  private volatile Census census = Census.NOTHING;

  Dispatcher(
      int concurrency,
      ProcessLauncher launcher,
      Ticker ticker,
      Timers timers,
      Announcer announcer,
      EventLoop<Happening> loop,
      LeaseIds leaseIds,
      Counters counters,
      Delivery delivery) {
    this.concurrency = concurrency;
    this.launcher = launcher;
    this.ticker = ticker;
    this.announcer = announcer;
    this.agenda = new Agenda(timers, new Posting.Tick(loop));
    this.loop = loop;
    this.leaseIds = leaseIds;
    this.deciding = new Deciding(counters);
    this.delivery = delivery;
    this.ledger = new Ledger(concurrency);
    this.closings = new Closings(ticker, timers, new Posting(loop));
  }

  /** Keeps the commands below a load line from now on. Before the loop begins. */
  LoadLine keepBelow(
      MemoryPolicy policy, LoadSurroundings surroundings, Timers timers, AtomicInteger scopes) {
    JobCargo cargo = new JobCargo(this, ticker, ledger, scopes);
    loadLine = new LoadLine(policy, surroundings, cargo, ticker, timers, new Posting(loop));
    return loadLine;
  }

  /** Handles one happening, publishes the counts, and only then tells what has ended. */
  void handle(Happening happening) {
    try {
      happening.match(this);
    } finally {
      // Whatever went wrong with one command, the others go on.
      try {
        admit();
        agenda.arm();
      } finally {
        publish();
        tellEnded();
      }
    }
  }

  /** After the loop: what is left has no one any more who could see its end. */
  void abandon() {
    for (Job job : List.copyOf(jobs.values())) {
      jobs.remove(job.number);
      outcomes = outcomes.plus(OutcomeKind.CANCELLED);
      String words = "the runtime was closed before its end was seen";
      closings.abandoned(job, words);
      concluded.add(
          new Ended(
              job,
              Verdict.neverRan(OutcomeKind.CANCELLED, words, Optional.empty(), ticker.nanos())));
    }
    publish();
    tellEnded();
  }

  private void publish() {
    census =
        new Census(live, ready.size(), ledger.opened(), ledger.ended(), residentBytes, outcomes);
  }

  private void tellEnded() {
    List<Ended> told = List.copyOf(concluded);
    concluded.clear();
    for (Ended ended : told) {
      if (!delivery.conclude(ended.job, ended.verdict)) {
        concluded.add(ended); // to be tried again behind the next happening
      }
    }
    closings.tellEmpty();
  }

  /** A command that has ended for good, and how. */
  private record Ended(Job job, Verdict verdict) {}

  Census census() {
    return census;
  }

  @Override
  public Collection<Job> jobs() {
    return jobs.values();
  }

  @Override
  public void submitted(Happening.Submitted happening) {
    Job job = happening.job();
    jobs.put(job.number, job);
    if (job.scope.isClosed()) {
      apply(job, new SubprocessEvent.Cancelled("its scope was closed", false));
    } else {
      ready.add(job);
    }
  }

  @Override
  public void about(Happening.About happening) {
    Job job = happening.job();
    if (happening.attempt() == job.attempt) {
      if (happening.event() instanceof SubprocessEvent.Started started) {
        job.where = started.where();
      }
      apply(job, happening.event());
    }
  }

  @Override
  public void outputsRead(Happening.OutputsRead happening) {
    Job job = happening.job();
    if (happening.attempt() == job.attempt) {
      job.outputs = happening.outputs();
      apply(job, new SubprocessEvent.Settled(happening.outputs().holders().size()));
    }
  }

  @Override
  public void cancel(Happening.Cancel happening) {
    // Also where the attempt has just failed by itself: what is not wanted is not tried again.
    happening.job().unwanted = true;
    apply(happening.job(), new SubprocessEvent.Cancelled(happening.words(), happening.atOnce()));
  }

  @Override
  public void scopeClosed(Happening.ScopeClosed happening) {
    String words = happening.words();
    for (Job job : closings.begin(happening.scope(), words, jobs.values())) {
      boolean atOnce = job.scope.deadline().map(Duration::isZero).orElse(false);
      apply(job, new SubprocessEvent.Cancelled(words, atOnce));
    }
  }

  @Override
  public void scopeOverdue(Happening.ScopeOverdue happening) {
    for (Job job : List.copyOf(jobs.values())) {
      boolean overdue =
          job.scope.deadline().map(d -> d.compareTo(happening.deadline()) <= 0).orElse(false);
      if (overdue && job.scope.isWithin(happening.scope())) {
        apply(job, new SubprocessEvent.Cancelled(happening.words(), true));
      }
    }
  }

  @Override
  public void askLeases(Happening.AskLeases happening) {
    happening.answer().complete(Leases.views(ledger, jobs.values(), ticker.nanos()));
  }

  @Override
  public void memory(Happening.Memory happening) {
    if (loadLine != null) {
      happening.what().accept(loadLine);
    }
  }

  @Override
  public void tick(Happening.Tick happening) {
    agenda.fired();
    long now = ticker.nanos();
    for (Optional<Job> due = agenda.takeDue(now); due.isPresent(); due = agenda.takeDue(now)) {
      Job job = due.get();
      if (job.state instanceof SubprocessState.Queued) {
        job.readySince = now;
        ready.add(job);
      } else {
        apply(job, new SubprocessEvent.Tick());
      }
    }
  }

  private void admit() {
    while (live < concurrency && !ready.isEmpty() && hasRoom()) {
      Iterator<Job> first = ready.iterator();
      Job job = first.next();
      first.remove();
      live++;
      ledger.open(
          new Lease(
              job.lease,
              LeaseKind.PROCESS_TREE,
              job.scope.path(),
              ticker.nanos(),
              job.command.line()));
      job.opened = ledger.opened();
      job.openedAt = ticker.nanos();
      apply(job, new SubprocessEvent.Admitted());
    }
  }

  /** At the load line one at a time goes on, so that what was accepted comes to its end. */
  private boolean hasRoom() {
    return live == 0 || loadLine == null || !loadLine.holdsBack();
  }

  @Override
  public void apply(Job job, SubprocessEvent event) {
    if (job.state instanceof SubprocessState.Ended) {
      return;
    }
    if (event instanceof SubprocessEvent.Surveyed surveyed) {
      residentBytes += surveyed.survey().residentBytes() - job.residentBytes;
      job.residentBytes = surveyed.survey().residentBytes();
      job.tellLooked();
    }
    Transition<SubprocessState, SubprocessEffect> decided = deciding.on(job, event, ticker.nanos());
    boolean waited = job.state instanceof SubprocessState.Queued;
    job.state = decided.next();
    agenda.set(job, job.state.due());
    Effects effects = new Effects(job, waited);
    for (SubprocessEffect effect : decided.effects()) {
      carryOut(job, effect, effects);
    }
  }

  /** One effect that fails does not keep the next from being carried out, least of all the end. */
  private void carryOut(Job job, SubprocessEffect effect, Effects effects) {
    try {
      effect.match(effects);
    } catch (Throwable e) {
      LOG.log(System.Logger.Level.ERROR, "an effect on " + job + " failed: " + effect, e);
      closings.failed(job, effect.getClass().getSimpleName(), e);
    }
  }

  /** Carries out the effects on one job. */
  private final class Effects implements SubprocessEffect.Cases {

    private final Job job;
    private final boolean neverLive;

    Effects(Job job, boolean neverLive) {
      this.job = job;
      this.neverLive = neverLive;
    }

    @Override
    public void launch(SubprocessEffect.Launch effect) {
      announcer.tell(job, "launch", job.command.line());
      JobObserver observer = new JobObserver(loop, job, job.attempt);
      try {
        job.process = launcher.launch(job.lease, job.launched(), observer);
      } catch (Throwable e) {
        // "Unable to create native thread" is one, and means this command alone.
        LOG.log(System.Logger.Level.ERROR, "the launcher failed on " + job, e);
        observer.startFailed(
            new StartFailure(StartFailure.Kind.LAUNCHER, "the launcher failed: " + e));
      }
    }

    @Override
    public void closeInput(SubprocessEffect.CloseInput effect) {
      process().closeInput();
    }

    @Override
    public void signal(SubprocessEffect.Signal effect) {
      String words = effect.signal() + " to " + job.command.line() + ": " + effect.words();
      announcer.tell(job, "signal", words);
      process().signal(effect.signal());
    }

    @Override
    public void survey(SubprocessEffect.Survey effect) {
      process().survey(effect.looks());
    }

    @Override
    public void settle(SubprocessEffect.Settle effect) {
      process().settle(effect.quietNanos(), effect.capNanos());
    }

    @Override
    public void release(SubprocessEffect.Release effect) {
      process().release();
    }

    @Override
    public void conclude(SubprocessEffect.Conclude effect) {
      ended(job, effect.verdict(), neverLive);
    }

    private LiveProcess process() {
      return job.process == null ? NoProcess.INSTANCE : job.process;
    }
  }

  private void ended(Job job, Verdict verdict, boolean neverLive) {
    residentBytes -= job.residentBytes;
    job.residentBytes = 0;
    ready.remove(job);
    if (!neverLive) {
      live--;
      ledger.end(job.lease);
    }
    String gone = job.lease;
    Optional<Duration> pause =
        job.unwanted || job.scope.isClosed()
            ? Optional.empty()
            : job.retry.after(job.attempt - job.command.attempts().first() + 1, verdict);
    if (pause.isEmpty()) { // before anybody is told who might throw
      jobs.remove(job.number);
      closings.ended(job, verdict);
      outcomes = outcomes.plus(verdict.kind());
      concluded.add(new Ended(job, verdict));
    }
    announcer.tell(job, "end", verdict.kind().word() + ": " + verdict.reason());
    if (pause.isPresent()) {
      tryAgain(job, pause.get());
    }
    if (!neverLive && loadLine != null) {
      loadLine.gone(gone);
    }
  }

  private void tryAgain(Job job, Duration pause) {
    long now = ticker.nanos();
    job.again(leaseIds.next(), now);
    agenda.set(job, Due.after(now, pause.toNanos()));
    try {
      job.command.attempts().again().accept(job.attempt);
    } catch (Throwable e) {
      LOG.log(System.Logger.Level.ERROR, "who is told of the attempts of " + job + " failed", e);
    }
  }
}
