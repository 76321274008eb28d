package io.plimsoll.process;

import io.plimsoll.command.Command;
import io.plimsoll.command.Output;
import io.plimsoll.command.StartFailure;
import io.plimsoll.command.StopSignal;
import io.plimsoll.command.Survivors;
import io.plimsoll.port.LazyLogger;
import io.plimsoll.port.LiveProcess;
import io.plimsoll.port.ProcessObserver;
import io.plimsoll.port.Ticker;
import io.plimsoll.process.Containment.Member;
import io.plimsoll.process.Containment.Reading;
import io.plimsoll.process.Starter.Started;
import io.plimsoll.process.proc.PidCursor;
import io.plimsoll.process.proc.ProcReader;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** One command from its launch to its release. */
final class Job implements LiveProcess {

  private static final Logger LOG = LazyLogger.of(Job.class);

  /** A millisecond apart: a new program shows its environment a moment after its start. */
  private static final int LOOKS_FOR_UNKNOWN = 20;

  private static final int LOOKS_IN_DOUBT = 10;
  private static final long DOUBT_NANOS = 500_000;

  private final Workshop shop;
  private final Command command;
  private final Reports reports;
  private final Tree tree;
  private final Place place;
  private final RequestLine line = new RequestLine();
  private final List<LineRelay> relays = new ArrayList<>(2);

  /** Whether a status says that the command could not be started. Set before the start. */
  private volatile IntFunction<Optional<StartFailure>> judge = status -> Optional.empty();

  private volatile boolean signalled;

  // Guarded by this.
  private boolean released;
  private @Nullable Running running;

  /** Its place among the jobs of the launcher. */
  interface Place {

    /** Gives it up, for good. */
    void leave();

    /** Comes to its start now where that waits for a spawner: to a start that is given up. */
    void hurry();
  }

  /** What there is after the start. */
  private record Running(Watch watch, @Nullable Input input) {}

  Job(Workshop shop, String lease, Command command, ProcessObserver observer, Place place) {
    this.shop = shop;
    this.command = command;
    this.reports = new Reports(observer);
    this.tree = shop.containment().open(lease, command.limits().detached());
    this.place = place;
    tree.unasked = reading -> reports.sayReading(reading.withRoot(), reading.survey(0));
  }

  /** Starts it. On a spawner's thread. */
  @SuppressWarnings("CatchingUnchecked")
  void start(Ticker ticker) {
    AtomicReference<@Nullable Intake> out = new AtomicReference<>();
    AtomicReference<@Nullable Intake> err = new AtomicReference<>();
    Receiver stdout = receiver(command.stdout(), out);
    Receiver stderr = receiver(command.stderr(), err);
    Started started;
    try {
      if (reports.muted()) {
        throw new StartRefused(
            StartFailure.Kind.LAUNCHER, "command: was given up before its start");
      }
      String program = shop.check().check(command);
      // Threads first: what is started without them could be neither read nor ended.
      shop.drainer().start();
      shop.scanner().start();
      Entrance.Line line = line(program, environment());
      judge = line.judge();
      Starter starter = new Starter(command, line, shop.pipes());
      shop.guardian().ready();
      started = judged(starter, stdout, stderr);
    } catch (StartRefused e) {
      fail(e);
      return;
    } catch (RuntimeException | Error e) {
      fail(StartErrors.halfway(command.arguments().get(0), e));
      return;
    }
    long at = ticker.nanos();
    out.set(started.stdout());
    err.set(started.stderr());
    Process process = started.process();
    Watch watch = new Watch(process, started.stdout(), started.stderr(), reports, needs());
    shop.containment().rooted(tree, process);
    shop.scanner().live(1);
    if (!command.limits().detached()) {
      shop.guardian().started(tree.lease, process.pid(), command.arguments().get(0));
    }
    synchronized (this) {
      running = new Running(watch, started.input());
      if (released) {
        undo(running);
        return;
      }
    }
    relays.forEach(LineRelay::begin);
    reports.begin(observer -> observer.started(at, "pid " + process.pid()));
    shop.drainer().adopt(watch);
    feed(started.input());
    line.open();
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
            shop.drainer().execute(then(input::close, done));
          }
        });
  }

  @Override
  public void signal(StopSignal signal) {
    signalled = true;
    line.add(done -> shop.scanner().execute(then(() -> shop.signaller().send(tree, signal), done)));
  }

  @Override
  public void survey(int looks) {
    line.add(done -> shop.scanner().execute(then(() -> look(looks), done)));
  }

  @Override
  public void settle(long quietNanos, long capNanos) {
    line.add(
        done -> {
          Running current = running();
          if (current != null) {
            shop.drainer()
                .execute(
                    then(
                        () -> {
                          current.watch().settle(quietNanos, capNanos);
                          shop.drainer().touch(current.watch());
                        },
                        done));
          }
        });
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
      place.hurry();
      return;
    }
    if (current.watch().process().isAlive()) {
      // Its start was given up before its owner heard of it; or KILL was deaf to it, or late.
      undo(current);
    } else {
      if (survivorsMayStay()) {
        shop.guardian().keep(tree.lease);
      }
      shop.containment().close(tree);
      letGo(current);
    }
  }

  /** What it leaves behind is kept where it asked for that and went by itself. */
  private boolean survivorsMayStay() {
    return !signalled && command.limits().survivors().orElse(Survivors.END) == Survivors.KEEP;
  }

  /** Ends what lives though nobody wants it; the command itself even where no scanner runs. */
  private void undo(Running current) {
    current.watch().process().destroyForcibly();
    shop.scanner()
        .execute(then(() -> shop.signaller().killAll(tree), () -> shop.containment().close(tree)));
    letGo(current);
  }

  private void letGo(Running current) {
    shop.guardian().ended(tree.lease);
    shop.drainer()
        .execute(
            () -> {
              shop.drainer().forget(current.watch());
              Input input = current.input();
              if (input != null) {
                input.release();
              }
            });
    shop.scanner().live(-1);
    place.leave();
  }

  /** Tells that there is no start, and is done. */
  void fail(StartRefused refused) {
    if (refused.halfway()) {
      endUnknown();
    } else {
      shop.containment().close(tree);
    }
    for (LineRelay relay : relays) {
      relay.begin();
      relay.fail(new IOException(refused.failure().words()));
    }
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
              then(
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

  /** Starts, and lets the first starts tell whether the newest process id can be trusted. */
  private Started judged(Starter starter, @Nullable Receiver out, @Nullable Receiver err)
      throws StartRefused {
    if (shop.cursor().judged()) {
      return starter.start(out, err);
    }
    ProcReader reader = new ProcReader();
    int before = PidCursor.read(reader);
    Started started = starter.start(out, err);
    shop.cursor().judge(before, started.process().pid(), PidCursor.read(reader));
    return started;
  }

  private Entrance.Line line(String program, Map<String, String> environment) throws StartRefused {
    String called = shop.check().calledBy(command.arguments().get(0), program, environment);
    return shop.entrance().line(tree, command, called, environment);
  }

  private Map<String, String> environment() {
    Map<String, String> wanted = command.environment().resolve(shop.own());
    Cookie.put(wanted, shop.own(), shop.session(), tree.lease, command.limits().detached());
    return wanted;
  }

  private @Nullable Receiver receiver(Output output, AtomicReference<@Nullable Intake> intake) {
    if (output instanceof Output.Capture capture) {
      return new HeadTail(capture.headBytes(), capture.tailBytes());
    }
    if (!(output instanceof Output.Lines lines)) {
      return null;
    }
    Drainer drainer = shop.drainer();
    // A subscriber may ask a million times before the drainer comes to it.
    Runnable readOn =
        new Merged(
            drainer::execute,
            () -> Optional.ofNullable(intake.get()).ifPresent(i -> i.ready(drainer.buffer())));
    LineRelay relay =
        new LineRelay(
            lines.subscriber(),
            shop.couriers(),
            () -> {
              if (intake.get() != null) {
                readOn.run();
              }
            });
    relays.add(relay);
    return relay;
  }

  private void feed(@Nullable Input input) {
    if (input == null) {
      return;
    }
    try {
      new Feeding(shop, command, reports).begin(input);
    } catch (RuntimeException | Error e) {
      // A cut input would be taken for a whole one: what cannot be fed is ended.
      LOG.log(Level.ERROR, "the input of " + command + " cannot be fed, so it is killed", e);
      signal(StopSignal.KILL);
    }
  }

  private Watch.Needs needs() {
    return new Watch.Needs(
        shop.drainer().buffer(),
        shop.spawning(),
        this::exited,
        watch -> {
          var unused = watch.process().onExit().thenRun(() -> shop.drainer().attend(watch));
        },
        (watch, links) -> shop.scanner().execute(() -> findHolders(watch, links)));
  }

  private void exited(int status) {
    judge
        .apply(status)
        .ifPresentOrElse(
            failure -> reports.say(observer -> observer.startFailed(failure)),
            () -> reports.sayExit(status));
  }

  private void findHolders(Watch watch, Set<String> links) {
    shop.containment().look(tree);
    List<Integer> likely = shop.containment().members(tree).stream().map(Member::pid).toList();
    var found = shop.holderLook().holders(links, likely);
    shop.drainer().execute(() -> watch.holders(found));
  }

  private void look(int looks) {
    boolean told = false;
    while (!told) { // once more at most: the command exits but once
      Reading reading = lookAgainInDoubt();
      int empty = reading.empty() ? 1 : 0;
      while (reading.empty() && empty < looks) {
        reading = lookAgainInDoubt();
        empty = reading.empty() ? empty + 1 : 0;
      }
      told = reports.sayReading(reading.withRoot(), reading.survey(empty));
    }
  }

  /** Looks again where somebody may have been missed: a program is replaced in a moment. */
  private Reading lookAgainInDoubt() {
    Reading reading = shop.containment().look(tree);
    for (int i = 0; i < LOOKS_IN_DOUBT && reading.members() == 0 && !reading.sure(); i++) {
      LockSupport.parkNanos(this, DOUBT_NANOS);
      reading = shop.containment().look(tree);
    }
    return reading;
  }

  private synchronized @Nullable Running running() {
    return running;
  }

  private static Runnable then(Runnable first, Runnable second) {
    return () -> {
      try {
        first.run();
      } finally {
        second.run();
      }
    };
  }
}
