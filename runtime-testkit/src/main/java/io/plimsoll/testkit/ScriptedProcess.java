package io.plimsoll.testkit;

import io.plimsoll.command.Captured;
import io.plimsoll.command.Command;
import io.plimsoll.command.PipeHolder;
import io.plimsoll.command.StopSignal;
import io.plimsoll.port.LiveProcess;
import io.plimsoll.port.ProcessObserver;
import io.plimsoll.port.ProcessObserver.Settled;
import io.plimsoll.port.ProcessObserver.Survey;
import io.plimsoll.port.Timers.Timer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A process that follows a {@link Script}: the handle that the runtime acts on, and for the test
 * the record of what was asked of it. For the thread of its {@link VirtualTime}.
 *
 * @since 0.1.0
 */
public final class ScriptedProcess implements LiveProcess {

  /** The most signals that are written down. */
  public static final int MOST_SIGNALS = 10_000;

  /**
   * A signal as it was carried out.
   *
   * @param signal which
   * @param atNanos when, on the virtual ticker
   */
  public record Sent(StopSignal signal, long atNanos) {}

  private final String lease;
  private final Command command;
  private final Script script;
  private final VirtualTime time;
  private final ProcessObserver observer;
  private final Consumer<String> breach;
  // At most MOST_SIGNALS; later ones are carried out and not written down.
  private final List<Sent> signals = new ArrayList<>();
  // Requests made before the start, and answers due before it was told: a handful each.
  private final List<Runnable> beforeStart = new ArrayList<>();
  private final List<Runnable> beforeTold = new ArrayList<>();
  private final long launchedAt;
  private @Nullable ScriptedTree tree;
  private @Nullable Timer exitTimer;
  private long startedAt;
  private int turns;
  private boolean startTold;
  private long startToldAt;
  private long exitToldAt;
  private boolean failed;
  private boolean exited;
  private boolean exitTold;
  private boolean killAsked;
  private boolean settleAsked;
  private boolean released;

  ScriptedProcess(
      String lease,
      Command command,
      Script script,
      VirtualTime time,
      ProcessObserver observer,
      Consumer<String> breach) {
    this.lease = lease;
    this.command = command;
    this.script = script;
    this.time = time;
    this.observer = observer;
    this.breach = words -> breach.accept(lease + ": " + words);
    this.launchedAt = time.nanos();
    time.at(launchedAt + script.startDelay, this::start);
  }

  private void start() {
    if (released || !script.startAnswered) {
      return;
    }
    if (script.failure.isPresent()) {
      failed = true;
      later(() -> observer.startFailed(script.failure.get()));
      return;
    }
    startedAt = time.nanos();
    tree = new ScriptedTree(script, time);
    later(this::tellStarted);
    beforeStart.forEach(Runnable::run);
    beforeStart.clear();
    if (script.inputEnd != Script.NEVER) {
      time.at(startedAt + script.inputEnd, () -> afterStartTold(observer::inputEnded));
    }
    if (script.readingPause > 0) {
      time.at(startedAt + script.readingPause, this::readUnasked);
    }
    watchExit();
  }

  private void tellStarted() {
    startTold = true;
    startToldAt = time.nanos();
    observer.started(startedAt, "scripted " + lease);
    beforeTold.forEach(Runnable::run);
    beforeTold.clear();
  }

  private void watchExit() {
    if (tree != null && tree.root().isDoomed() && !exited) {
      if (exitTimer != null) {
        exitTimer.cancel();
      }
      exitTimer = time.at(tree.root().diesAt(), this::exit);
    }
  }

  private void exit() {
    if (exited || tree == null) {
      return;
    }
    exited = true;
    int status = tree.root().status();
    afterStartTold(
        () -> {
          exitTold = true;
          exitToldAt = time.nanos();
          observer.exited(status);
        });
  }

  private void readUnasked() {
    if (tree != null && !released && !exited) {
      answerSurvey(1);
      time.at(time.nanos() + script.readingPause, this::readUnasked);
    }
  }

  @Override
  public void closeInput() {
    request("closeInput", this::doCloseInput);
  }

  private void doCloseInput() {
    if (script.inputClosedDelay != Script.NEVER && tree != null) {
      tree.root().dies(time.nanos() + script.inputClosedDelay, script.inputClosedStatus);
      watchExit();
    }
  }

  @Override
  public void signal(StopSignal signal) {
    killAsked |= signal == StopSignal.KILL;
    request("signal " + signal, () -> doSignal(signal));
  }

  private void doSignal(StopSignal signal) {
    if (signals.size() < MOST_SIGNALS) {
      signals.add(new Sent(signal, time.nanos()));
    }
    if (tree != null) {
      tree.signal(signal);
      watchExit();
    }
  }

  @Override
  public void survey(int looks) {
    if (looks < 1) {
      breach.accept("survey of " + looks + " looks");
    }
    request("survey", () -> answerSurvey(looks));
  }

  private void answerSurvey(int looks) {
    if (tree == null || !script.surveysAnswered) {
      return;
    }
    Survey taken = tree.survey(looks);
    boolean before = exitTold;
    ScriptedTree looked = tree;
    afterStartTold(() -> observer.surveyed(before == exitTold ? taken : looked.survey(looks)));
  }

  @Override
  public void settle(long quietNanos, long capNanos) {
    if (!exitTold && !killAsked) {
      breach.accept("settle before its exit was told, and it was not killed");
    }
    if (settleAsked) {
      breach.accept("settle for a second time");
    }
    settleAsked = true;
    request("settle", () -> answerSettle(quietNanos, capNanos));
  }

  private void answerSettle(long quietNanos, long capNanos) {
    if (!script.settleAnswered || tree == null) {
      return;
    }
    long held = script.pipeHeld;
    if (exited) {
      held = Math.max(0, tree.root().diesAt() + held - time.nanos());
    }
    long wait = Math.min(held, script.pipeWritten ? capNanos : Math.min(quietNanos, capNanos));
    List<PipeHolder> holders =
        held > 0 ? List.of(new PipeHolder(2, "holder", Duration.ZERO)) : List.of();
    byte[] text = script.text.getBytes(StandardCharsets.UTF_8);
    Captured stdout = new Captured(text.length, text, new byte[0]);
    Settled settled = new Settled(stdout, Captured.NOTHING, holders);
    time.at(time.nanos() + wait, () -> afterStartTold(() -> observer.settled(settled)));
  }

  @Override
  public void release() {
    if (tree != null && !startTold) {
      // The runtime was never told of the start: it is undone.
      tree.signal(StopSignal.KILL);
    }
    released = true;
    beforeStart.clear();
    beforeTold.clear();
  }

  private void request(String what, Runnable action) {
    if (released) {
      breach.accept(what + " after release");
    } else if (tree == null) {
      if (!failed) {
        beforeStart.add(action);
      }
    } else {
      action.run();
    }
  }

  /** Tells something late by the next delay, but never before the start was told. */
  private void afterStartTold(Runnable telling) {
    later(
        () -> {
          if (startTold) {
            telling.run();
          } else {
            beforeTold.add(() -> tellUnlessReleased(telling));
          }
        });
  }

  private void later(Runnable telling) {
    long delay = script.latency(turns);
    turns = (turns + 1) & 0xffff;
    time.at(time.nanos() + delay, () -> tellUnlessReleased(telling));
  }

  private void tellUnlessReleased(Runnable telling) {
    if (!released) {
      telling.run();
    }
  }

  /** The lease that it was launched for. */
  public String lease() {
    return lease;
  }

  /** The command that it was launched for. */
  public Command command() {
    return command;
  }

  /** The signals as they were carried out, the first ones first. */
  public List<Sent> signals() {
    return List.copyOf(signals);
  }

  /** How many signals were written down. */
  public int signalCount() {
    return signals.size();
  }

  /** One of the signals, the first is 0. */
  public Sent signal(int index) {
    return signals.get(index);
  }

  /** When it was launched. */
  public long launchedAt() {
    return launchedAt;
  }

  /** Whether it ever started. */
  public boolean hasStarted() {
    return tree != null;
  }

  /** When it started; of no meaning where it did not. */
  public long startedAt() {
    return startedAt;
  }

  /** When the runtime was told that it started; empty where it was not. */
  public OptionalLong startToldAt() {
    return startTold ? OptionalLong.of(startToldAt) : OptionalLong.empty();
  }

  /** When the runtime was told that it exited; empty where it was not. */
  public OptionalLong exitToldAt() {
    return exitTold ? OptionalLong.of(exitToldAt) : OptionalLong.empty();
  }

  /** Whether the command itself has exited. */
  public boolean hasExited() {
    return exited;
  }

  /** How many of its processes live. */
  public int live() {
    return tree == null ? 0 : tree.live();
  }

  /** Whether it was let go. */
  public boolean isReleased() {
    return released;
  }

  @Override
  public String toString() {
    return lease + " " + command.line() + ": " + live() + " live, signals " + signals;
  }
}
