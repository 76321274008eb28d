package io.plimsoll.process;

import io.plimsoll.command.Command;
import io.plimsoll.command.StartFailure;
import io.plimsoll.command.StopSignal;
import io.plimsoll.command.Survivors;
import io.plimsoll.port.LazyLogger;
import io.plimsoll.port.LiveProcess;
import io.plimsoll.port.ProcessObserver;
import io.plimsoll.port.Ticker;
import io.plimsoll.process.Starter.Started;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** One command from its launch to its release. */
final class Job implements LiveProcess, Start.Owner {

  private static final Logger LOG = LazyLogger.of(Job.class);

  /** A millisecond apart: a new program shows its environment a moment after its start. */
  private static final int LOOKS_FOR_UNKNOWN = 20;

  private final Workshop shop;
  private final Command command;
  private final Reports reports;
  private final Tree tree;
  private final Place place;
  private final PatientLook look;
  private final Start start;
  private final RequestLine line = new RequestLine();
  private final Outlets outlets;

  private volatile boolean signalled;

  // Guarded by this.
  private boolean released;
  private @Nullable Running running;

  /** Its place among the jobs of the launcher. */
  interface Place {

    /** Gives it up, for good. */
    void leave();

    /** Has it started once more by a spawner. */
    void again();

    /** Comes to its start now where that waits for a spawner: to a start that is given up. */
    void hurry();
  }

  Job(Workshop shop, String lease, Command command, ProcessObserver observer, Place place) {
    this.shop = shop;
    this.command = command;
    this.reports = new Reports(observer);
    this.outlets = new Outlets(command, shop.drainer(), shop.couriers());
    this.tree = shop.containment().open(lease, command.limits().detached());
    this.place = place;
    this.start = new Start(shop, command, tree, outlets, this);
    this.look = new PatientLook(shop.containment(), tree, reports);
    tree.unasked = reports;
  }

  /** See {@link Start#start}. */
  void start(Ticker ticker) {
    start.start(ticker);
  }

  /** See {@link Start#startedAtOnce}. */
  boolean startedAtOnce(Ticker ticker) {
    return start.startedAtOnce(ticker);
  }

  @Override
  public boolean isGivenUp() {
    return reports.muted();
  }

  @Override
  public void again() {
    place.again();
  }

  @Override
  public void exited() {
    Running current = running();
    if (current != null) {
      shop.drainer().touch(current.watch());
    }
  }

  @Override
  public void begin(Started started, IntFunction<Optional<StartFailure>> judge, long atNanos) {
    outlets.found(started);
    Root root = started.root();
    Watch watch = new Watch(root, started.stdout(), started.stderr(), reports, new Needs(judge));
    shop.containment().rooted(tree, root);
    if (!command.limits().detached()) {
      shop.guardian().started(tree.lease, root.pid(), command.arguments().get(0));
    }
    shop.scanner().live(1);
    synchronized (this) {
      running = new Running(watch, started.input());
      if (released) {
        undo(running);
        return;
      }
    }
    outlets.begin();
    reports.started(atNanos, "pid " + root.pid());
    shop.drainer().adopt(watch);
    feed(started.input());
    line.open();
  }

  /** What it calls its program. */
  String program() {
    return command.arguments().get(0);
  }

  @Override
  public void closeInput() {
    line.add(
        done -> {
          Running current = running();
          Input input = current == null ? null : current.input();
          if (input == null) {
            done.run();
          } else if (shop.pipes().stock() == null) {
            // The platform's own stream: closing may block behind its writer.
            shop.couriers().execute(input::close);
            done.run();
          } else {
            shop.drainer().execute(new Both(input::close, done));
          }
        });
  }

  @Override
  public void signal(StopSignal signal) {
    signalled = true;
    line.add(
        done -> {
          expectExit();
          shop.scanner().execute(new Both(() -> shop.signaller().send(tree, signal), done));
        });
  }

  private void expectExit() {
    Running current = running();
    if (current != null && !current.watch().root().isTold()) {
      shop.drainer()
          .execute(
              () -> {
                current.watch().signalled();
                shop.drainer().touch(current.watch());
              });
    }
  }

  @Override
  public void survey(int looks) {
    line.add(new Survey(looks));
  }

  /** A request for a look. */
  private final class Survey implements RequestLine.Request, Runnable {

    private final int looks;

    Survey(int looks) {
      this.looks = looks;
    }

    @Override
    public void begin(Runnable done) {
      if (look.toldEmpty(looks)) {
        done.run();
      } else {
        shop.scanner().execute(new Both(this, done));
      }
    }

    @Override
    public void run() {
      look.tell(looks);
    }
  }

  @Override
  public void settle(long quietNanos, long capNanos) {
    line.add(new Settlement(quietNanos, capNanos));
  }

  /** A request for the outputs. */
  private final class Settlement implements RequestLine.Request {

    private final long quietNanos;
    private final long capNanos;

    Settlement(long quietNanos, long capNanos) {
      this.quietNanos = quietNanos;
      this.capNanos = capNanos;
    }

    @Override
    public void begin(Runnable done) {
      Running current = running();
      if (current != null && current.watch().toldSettled()) {
        done.run();
      } else if (current != null) {
        shop.drainer().execute(new Both(() -> settle(current.watch()), done));
      }
    }

    private void settle(Watch watch) {
      watch.settle(quietNanos, capNanos);
      shop.drainer().touch(watch);
    }
  }

  @Override
  public void release() {
    Running current;
    synchronized (this) {
      if (released) {
        return;
      }
      released = true;
      current = running;
    }
    reports.mute();
    line.close();
    if (current == null) {
      start.giveUp();
      place.hurry();
      return;
    }
    if (current.watch().root().isAlive()) {
      // Its start was given up before its owner heard of it; or KILL was deaf to it, or late.
      undo(current);
    } else {
      boolean mayStay = survivorsMayStay();
      if (mayStay) {
        shop.guardian().keep(tree.lease);
      }
      shop.containment().close(tree);
      letGo(current, !mayStay);
    }
  }

  /** What it leaves behind is kept where it asked for that and went by itself. */
  private boolean survivorsMayStay() {
    return !signalled && command.limits().survivors().orElse(Survivors.END) == Survivors.KEEP;
  }

  /** Ends what lives though nobody wants it; the command itself even where no scanner runs. */
  private void undo(Running current) {
    current.watch().root().destroyForcibly();
    shop.scanner()
        .execute(
            new Both(() -> shop.signaller().killAll(tree), () -> shop.containment().close(tree)));
    letGo(current, false);
  }

  /**
   * @param alone whether nobody is left who knows its pipes
   */
  private void letGo(Running current, boolean alone) {
    try {
      shop.guardian().ended(tree.lease);
    } finally {
      leave(current, alone);
    }
  }

  private void leave(Running current, boolean alone) {
    Watch watch = current.watch();
    // What is over as a whole is let go of here, so that the drainer need not be woken.
    if (current.input() != null || !alone || !watch.isOver() || !watch.serveAgain()) {
      shop.drainer().execute(new Running.Parting(shop.drainer(), current, alone));
    }
    shop.scanner().live(-1);
    place.leave();
  }

  /** Tells that there is no start, and is done. */
  @Override
  public void fail(StartRefused refused) {
    if (refused.halfway()) {
      endUnknown();
    } else {
      shop.containment().close(tree);
    }
    outlets.fail(refused.failure().words());
    reports.begin(observer -> observer.startFailed(refused.failure()));
    place.leave();
  }

  /** Ends what may have been started without our getting hold of it: its mark tells it. */
  @SuppressWarnings("CatchingUnchecked")
  private void endUnknown() {
    try {
      shop.scanner().live(1);
      shop.scanner()
          .execute(
              new Both(
                  () -> shop.signaller().killAll(tree, LOOKS_FOR_UNKNOWN),
                  () -> {
                    shop.containment().close(tree);
                    shop.scanner().live(-1);
                  }));
    } catch (RuntimeException | Error e) {
      LOG.log(Level.WARNING, "lease " + tree.lease + ": a half start cannot be ended", e);
      shop.containment().close(tree);
    }
  }

  private void feed(@Nullable Input input) {
    if (input != null) {
      new Feeding(shop, command, reports).begin(input, this);
    }
  }

  /** What its watch needs. */
  private final class Needs implements Watch.Needs {

    private final IntFunction<Optional<StartFailure>> judge;

    Needs(IntFunction<Optional<StartFailure>> judge) {
      this.judge = judge;
    }

    @Override
    public ByteBuffer buffer() {
      return shop.drainer().buffer();
    }

    @Override
    public boolean spawning() {
      return shop.spawning().get() > 0;
    }

    @Override
    public void exited(int status) {
      // Before it is told, so that whoever hears of it and asks who is left is answered at once.
      if (!shop.scanner().now(look)) {
        shop.scanner().execute(look);
      }
      Optional<StartFailure> failure = judge.apply(status);
      if (failure.isPresent()) {
        reports.say(observer -> observer.startFailed(failure.get()));
      } else {
        reports.sayExit(status);
      }
    }

    @Override
    public Runnable hook(Watch watch) {
      return watch.root().onExit(() -> shop.drainer().attend(watch));
    }

    @Override
    public void findHolders(Watch watch, Set<String> links) {
      shop.scanner().execute(new HolderSearch(shop, tree, watch, links));
    }
  }

  private synchronized @Nullable Running running() {
    return running;
  }

  /** One after the other, whatever becomes of the first. */
  private record Both(Runnable first, Runnable second) implements Runnable {

    @Override
    public void run() {
      try {
        first.run();
      } finally {
        second.run();
      }
    }
  }
}
