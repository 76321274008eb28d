package io.plimsoll.testkit;

import io.plimsoll.command.Command;
import io.plimsoll.port.LiveProcess;
import io.plimsoll.port.ProcessLauncher;
import io.plimsoll.port.ProcessObserver;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Starts processes that follow scripts, on {@link VirtualTime}. Keeps the promises of a launcher,
 * writes down what was asked of it, and names what the runtime may not ask.
 *
 * <p>For one thread. Nothing is told during a call: what is due at once is told when time is
 * advanced, by zero at least.
 *
 * @since 0.1.0
 */
public final class ScriptedLauncher implements ProcessLauncher {

  /** The most launches that one launcher takes. */
  public static final int MOST_LAUNCHES = 100_000;

  private static final int MOST_BREACHES = 100;

  private final VirtualTime time;
  // Scripts for the launches to come: as many as the test writes.
  private final ArrayDeque<Script> next = new ArrayDeque<>();
  // At most MOST_LAUNCHES: launch() refuses more.
  private final List<ScriptedProcess> launched = new ArrayList<>();
  private final Set<String> leases = new HashSet<>();
  // At most MOST_BREACHES; later ones are dropped.
  private final List<String> breaches = new ArrayList<>();
  private BiFunction<String, Command, Script> otherwise = (lease, command) -> new Script();
  private boolean closed;

  /** A launcher whose processes live in this time. */
  public ScriptedLauncher(VirtualTime time) {
    this.time = time;
  }

  /** The script of the next launch that has none yet. */
  public Script next() {
    Script script = new Script();
    next.add(script);
    return script;
  }

  /** Chooses the scripts of launches that {@link #next} does not speak of, by lease and command. */
  public ScriptedLauncher otherwise(BiFunction<String, Command, Script> choice) {
    otherwise = choice;
    return this;
  }

  @Override
  public LiveProcess launch(String lease, Command command, ProcessObserver observer) {
    if (closed) {
      breach(lease + ": launch after close");
    }
    if (!leases.add(lease)) {
      breach(lease + ": launched for a second time");
    }
    if (launched.size() >= MOST_LAUNCHES) {
      throw new IllegalStateException(
          "scripted: " + MOST_LAUNCHES + " were launched, as many as may");
    }
    Script script = next.isEmpty() ? otherwise.apply(lease, command) : next.remove();
    ScriptedProcess process =
        new ScriptedProcess(lease, command, script, time, observer, this::breach);
    launched.add(process);
    return process;
  }

  @Override
  public List<Fact> facts() {
    return List.of(new Fact("launcher", "scripted, starts nothing", true));
  }

  @Override
  public void close() {
    if (!closed) {
      launched.stream()
          .filter(process -> !process.isReleased())
          .forEach(process -> breach(process.lease() + ": was not released before close"));
    }
    closed = true;
  }

  private void breach(String words) {
    if (breaches.size() < MOST_BREACHES) {
      breaches.add(words);
    }
  }

  /** All that was launched, in order. */
  public List<ScriptedProcess> launched() {
    return List.copyOf(launched);
  }

  /** One of the launches, the first is 0. */
  public ScriptedProcess launched(int index) {
    return launched.get(index);
  }

  /** What was launched last. */
  public ScriptedProcess last() {
    return launched.get(launched.size() - 1);
  }

  /** How many were launched. */
  public int launches() {
    return launched.size();
  }

  /** What was launched and has a live process. */
  public List<ScriptedProcess> live() {
    return launched.stream().filter(process -> process.live() > 0).toList();
  }

  /** Whether something was asked that may not be asked. */
  public boolean isBreached() {
    return !breaches.isEmpty();
  }

  /** What was asked and may not be asked, in words; at most 100. */
  public List<String> breaches() {
    return List.copyOf(breaches);
  }
}
