package io.plimsoll.bootstrap;

import io.plimsoll.Plimsoll;
import io.plimsoll.Settings;
import io.plimsoll.command.Captured;
import io.plimsoll.command.Command;
import io.plimsoll.command.StopSignal;
import io.plimsoll.port.Adapter;
import io.plimsoll.port.AdapterContext;
import io.plimsoll.port.EventSink;
import io.plimsoll.port.LiveProcess;
import io.plimsoll.port.ProcessLauncher;
import io.plimsoll.port.ProcessObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An adapter that starts nothing. Its commands run until a signal comes; those named {@code deaf}
 * until KILL, those named {@code undead} for ever.
 */
class FakeAdapter implements Adapter, ProcessLauncher {

  /** What was asked of the commands, in order. */
  final List<String> asked = new CopyOnWriteArrayList<>();

  volatile Runnable whenClosed = () -> {};

  Plimsoll start(EventSink sink, String... keysAndValues) {
    Map<String, String> values = new java.util.HashMap<>(Map.of("process.adapter", "fake"));
    for (int i = 0; i < keysAndValues.length; i += 2) {
      values.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return Composition.start(
        Settings.of(values), sink, new Adapters(Map.of("fake", this)), new ArrayList<>());
  }

  Plimsoll start(String... keysAndValues) {
    return start(event -> {}, keysAndValues);
  }

  @Override
  public String id() {
    return "fake";
  }

  @Override
  public Optional<ProcessLauncher> processLauncher(AdapterContext context) {
    return Optional.of(this);
  }

  @Override
  public LiveProcess launch(String lease, Command command, ProcessObserver observer) {
    observer.started(System.nanoTime(), "nowhere");
    return new Fake(command.arguments().get(0), observer);
  }

  @Override
  public List<Fact> facts() {
    return List.of();
  }

  @Override
  public void close() {
    asked.add("close");
    whenClosed.run();
  }

  private final class Fake implements LiveProcess {

    private final String name;
    private final ProcessObserver observer;
    private boolean gone;

    Fake(String name, ProcessObserver observer) {
      this.name = name;
      this.observer = observer;
    }

    @Override
    public void closeInput() {}

    @Override
    public void signal(StopSignal signal) {
      asked.add(signal + " " + name);
      boolean obeys = signal == StopSignal.KILL ? !name.equals("undead") : name.equals("obeys");
      if (obeys && !gone) {
        gone = true;
        observer.exited(128 + 15);
      }
    }

    @Override
    public void survey(int looks) {
      observer.surveyed(
          gone
              ? new ProcessObserver.Survey(0, looks, 0, 1, "")
              : new ProcessObserver.Survey(1, 0, 0, 1, name));
    }

    @Override
    public void settle(long quietNanos, long capNanos) {
      observer.settled(new ProcessObserver.Settled(Captured.NOTHING, Captured.NOTHING, List.of()));
    }

    @Override
    public void release() {}
  }
}
