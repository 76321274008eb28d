package io.plimsoll.process;

import io.plimsoll.command.Command;
import io.plimsoll.command.StartFailure;
import io.plimsoll.port.Ticker;
import io.plimsoll.process.Starter.Started;
import io.plimsoll.process.proc.PidCursor;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** How one command comes to its start: forked by a helper of ours, or the usual way. */
final class Start {

  private final Workshop shop;
  private final Command command;
  private final Tree tree;
  private final Outlets outlets;
  private final Owner owner;

  /** Whether no helper is to fork it. For the thread that starts it. */
  private volatile boolean straight;

  /** Who is about to start it. */
  private volatile @Nullable Forker forking;

  /** Whose start it is. */
  interface Owner {

    /** Whether nobody wants it any more. */
    boolean isGivenUp();

    /**
     * Goes on from the start. On a spawner's or the drainer's thread.
     *
     * @param judge whether a status says that the command could not be started
     */
    void begin(Started started, IntFunction<Optional<StartFailure>> judge, long atNanos);

    /** There is no start. */
    void fail(StartRefused refused);

    /** Has a spawner call {@link Start#start} once more. */
    void again();

    /** It has exited, as one is told who does not ask. On the drainer's thread. */
    void exited();
  }

  Start(Workshop shop, Command command, Tree tree, Outlets outlets, Owner owner) {
    this.shop = shop;
    this.command = command;
    this.tree = tree;
    this.outlets = outlets;
    this.owner = owner;
  }

  /** Gives it up while it is under way, as it may hang. Any thread. */
  void giveUp() {
    Forker forker = forking;
    if (forker != null) {
      forker.giveUp();
    }
  }

  /** Starts it, or begins to. On a spawner's thread. */
  @SuppressWarnings("CatchingUnchecked")
  void start(Ticker ticker) {
    try {
      if (owner.isGivenUp()) {
        throw new StartRefused(
            StartFailure.Kind.LAUNCHER, "command: was given up before its start");
      }
      String program = shop.check().check(command);
      // Threads first: what is started without them could be neither read nor ended.
      shop.drainer().start();
      shop.scanner().start();
      Map<String, String> environment = environment();
      String called = shop.check().calledBy(command.arguments().get(0), program, environment);
      if (!begunToFork(called, environment, ticker)) {
        Entrance.Line line = shop.entrance().line(tree, command, called, environment);
        shop.guardian().ready();
        owner.begin(judged(line), line.judge(), ticker.nanos());
      }
    } catch (StartRefused e) {
      owner.fail(e);
      if (e.failure().kind() == StartFailure.Kind.EXHAUSTED) {
        shop.pipes().giveUp();
      }
    } catch (RuntimeException | Error e) {
      owner.fail(halfway(e));
    }
  }

  /** In few words where those who find better ones fail, too. */
  @SuppressWarnings("CatchingUnchecked")
  private StartRefused halfway(Throwable thrown) {
    try {
      return StartErrors.halfway(command.arguments().get(0), thrown);
    } catch (RuntimeException | Error e) {
      return new StartRefused(
          StartFailure.Kind.EXHAUSTED,
          "system: could not finish a start, nor say why; what had begun is ended; try again later or raise the limits of memory, threads and descriptors",
          true);
    }
  }

  /**
   * Begins to start it here and now, where that takes neither a look at files nor waiting: false
   * where a spawner has to. Any thread.
   */
  boolean startedAtOnce(Ticker ticker) {
    String program = shop.check().recent(command).orElse(null);
    if (program == null
        || !shop.drainer().isStarted()
        || !shop.guardian().isReady()
        || !shop.pipes().hold(Starter.isPiped(command.stdin()) ? 1 : 0, outlets.count())) {
      return false;
    }
    Map<String, String> environment = environment();
    String called = shop.check().calledBy(command.arguments().get(0), program, environment);
    ForkOrder order = shop.forks().order(command, called, environment).orElse(null);
    Forker forker = order == null ? null : shop.forks().atOnce(tree.lease, order);
    try {
      return order != null && forker != null && fork(forker, order, ticker);
    } catch (StartRefused e) {
      return false; // a spawner says why
    }
  }

  /** Has a helper fork it, where one can and it fits. */
  private boolean begunToFork(String called, Map<String, String> environment, Ticker ticker)
      throws StartRefused {
    ForkOrder order =
        straight ? null : shop.forks().order(command, called, environment).orElse(null);
    if (order == null) {
      return false;
    }
    shop.guardian().ready();
    Forker forker = shop.forks().take(tree.lease, order);
    return forker != null && fork(forker, order, ticker);
  }

  private boolean fork(Forker forker, ForkOrder order, Ticker ticker) throws StartRefused {
    boolean begun = false;
    forker.prepare(tree);
    forking = forker;
    try {
      Starter starter = new Starter(command, shop.pipes());
      begun = starter.fork(forker, order, outlets, new Birth(forker, starter, ticker));
      if (owner.isGivenUp()) {
        giveUp(); // who gave it up may have been too early; not what was born and is gone by now
      }
    } finally {
      if (!begun) {
        forking = null;
        tree.unprepare();
        forker.leave();
      }
    }
    return begun;
  }

  /** What comes of a fork. On the drainer's thread. */
  private final class Birth implements Forked.Parent {

    private final Forker forker;
    private final Starter starter;
    private final Ticker ticker;

    Birth(Forker forker, Starter starter, Ticker ticker) {
      this.forker = forker;
      this.starter = starter;
      this.ticker = ticker;
    }

    @Override
    @SuppressWarnings("CatchingUnchecked")
    public void born(Root root) {
      forking = null;
      try {
        owner.begin(starter.born(root, outlets), status -> failure(root, status), ticker.nanos());
      } catch (RuntimeException | Error e) {
        root.destroyForcibly();
        owner.fail(halfway(e));
      }
    }

    /** The usual way is left: nothing of the command has run. */
    @Override
    public void stillborn() {
      starter.close();
      shop.pipes().forget(); // who had them before may have made them unfit
      straight = true;
      forking = null;
      tree.unprepare();
      if (!owner.isGivenUp()) {
        shop.forks().disappointed(forker);
      }
      owner.again();
    }

    @Override
    public void exited() {
      owner.exited();
    }
  }

  private Optional<StartFailure> failure(Root root, int status) {
    return root.unfit()
        ? Optional.of(BySession.surely(shop.check(), command, status, root.error()))
        : Optional.empty();
  }

  /** Starts, and lets the first starts tell whether the newest process id can be trusted. */
  private Started judged(Entrance.Line line) throws StartRefused {
    Starter starter = new Starter(command, shop.pipes());
    PidCursor cursor = shop.cursor();
    if (cursor.judged()) {
      return starter.start(line, outlets);
    }
    int before = cursor.newest();
    Started started = starter.start(line, outlets);
    cursor.judge(before, started.root().pid(), cursor.newest());
    return started;
  }

  private Map<String, String> environment() {
    Map<String, String> wanted = command.environment().resolve(shop.own());
    Cookie.put(wanted, shop.own(), shop.session(), tree.lease, command.limits().detached());
    return wanted;
  }
}
