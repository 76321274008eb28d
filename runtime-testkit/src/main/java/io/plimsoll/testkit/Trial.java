package io.plimsoll.testkit;

import io.plimsoll.command.Command;
import io.plimsoll.command.StopSignal;
import io.plimsoll.port.LiveProcess;
import io.plimsoll.port.ProcessLauncher;
import io.plimsoll.port.ProcessObserver;
import io.plimsoll.port.ProcessObserver.Settled;
import io.plimsoll.port.ProcessObserver.Survey;
import io.plimsoll.testkit.RecordingObserver.What;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** One launcher on trial. Closing it ends all that was launched, and then the launcher. */
final class Trial implements AutoCloseable {

  private final LauncherWorld world;
  private final ProcessLauncher launcher;
  // One for each launch of one test, which are a few dozen at most.
  private final List<Launched> launched = new ArrayList<>();

  /**
   * Unlike that of any trial elsewhere on this machine, whose processes would be taken for ours.
   */
  private final String session = UUID.randomUUID().toString();

  private final UnaryOperator<ProcessObserver> followed;
  private int leases;

  Trial(LauncherWorld world) {
    this(world, UnaryOperator.identity());
  }

  /**
   * @param followed who is told in the place of each observer
   */
  Trial(LauncherWorld world, UnaryOperator<ProcessObserver> followed) {
    this.world = world;
    this.launcher = world.launcher();
    this.followed = followed;
  }

  /** A command on trial: the handle on it and what was told about it. */
  final class Launched {

    final RecordingObserver seen = new RecordingObserver();
    private final LiveProcess process;
    private boolean released;

    private Launched(Command command) {
      leases++;
      process = launcher.launch(session + "-" + leases, command, followed.apply(seen));
    }

    LiveProcess process() {
      return process;
    }

    Launched started() {
      world.await("started is told; told: " + seen, () -> seen.count(What.STARTED) > 0);
      return this;
    }

    Launched exited() {
      world.await("exited is told; told: " + seen, () -> seen.count(What.EXITED) > 0);
      return this;
    }

    /** Asks for a look and waits for an answer. */
    Survey look(int looks) {
      int before = seen.surveys().size();
      process.survey(looks);
      world.await("a survey is answered; told: " + seen, () -> seen.surveys().size() > before);
      List<Survey> all = seen.surveys();
      return all.get(all.size() - 1);
    }

    /** Asks for what the outputs held and waits for the answer. */
    Settled settled() {
      process.settle(Duration.ofMillis(100).toNanos(), Duration.ofSeconds(2).toNanos());
      world.await("settled is told; told: " + seen, () -> seen.outputs().isPresent());
      return seen.outputs().orElseThrow();
    }

    void release() {
      released = true;
      process.release();
    }

    /** Kills the tree until two looks in a row find nobody. */
    void killAll() {
      world.await(
          "the tree is empty after KILL; told: " + seen,
          () -> {
            process.signal(StopSignal.KILL);
            return look(2).emptyLooks() >= 2;
          });
    }

    private void tidyUp() {
      if (!released && seen.count(What.START_FAILED) == 0) {
        process.signal(StopSignal.KILL);
        process.survey(1);
        world.pass(Duration.ofMillis(20));
        process.signal(StopSignal.KILL);
      }
      if (!released) {
        release();
      }
    }
  }

  Launched launch(Command command) {
    Launched next = new Launched(command);
    launched.add(next);
    return next;
  }

  ProcessLauncher launcher() {
    return launcher;
  }

  @Override
  public void close() {
    launched.forEach(Launched::tidyUp);
    launcher.close();
  }
}
