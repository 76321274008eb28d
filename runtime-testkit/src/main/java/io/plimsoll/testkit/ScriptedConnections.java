package io.plimsoll.testkit;

import io.plimsoll.resource.ConnectionFactory;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Connections to nowhere that do as they are told, and a record of what was done with them. Any
 * thread may use it.
 *
 * @since 0.1.0
 */
public final class ScriptedConnections implements ConnectionFactory<ScriptedConnections.Line> {

  /** What a step does besides counting. May throw, and may take its time. */
  @FunctionalInterface
  public interface Step {

    /** Does it. */
    void on(Line line) throws Exception;
  }

  /** One connection. */
  public static final class Line {

    private final AtomicInteger closes = new AtomicInteger();
    private volatile boolean broken;
    private volatile boolean mute;

    private Line() {}

    /** The other side closes it. */
    public void breaks() {
      broken = true;
    }

    /** It seems open, but the other side does not answer. */
    public void goesMute() {
      mute = true;
    }

    /** Whether it is open as far as can be seen. */
    public boolean isOpen() {
      return !broken && closes.get() == 0;
    }

    /** How often it was closed by its owner. */
    public int closes() {
      return closes.get();
    }
  }

  // As many as the test opens.
  private final List<Line> lines = new CopyOnWriteArrayList<>();
  private final AtomicInteger attempts = new AtomicInteger();
  private final AtomicInteger validations = new AtomicInteger();
  private volatile Step opening = line -> {};
  private volatile Step validating = line -> {};
  private volatile Step resetting = line -> {};
  private volatile Step closing = line -> {};

  /** Lines that serve. */
  public ScriptedConnections() {}

  /** What is done when one is opened, before it is. */
  public void whenOpening(Step step) {
    opening = step;
  }

  /** What is done when one is validated, before it is. */
  public void whenValidating(Step step) {
    validating = step;
  }

  /** What is done when one is reset. */
  public void whenResetting(Step step) {
    resetting = step;
  }

  /** What is done when one is closed, before it is. */
  public void whenClosing(Step step) {
    closing = step;
  }

  /** Fails each opening from now on. */
  public void isDown() {
    whenOpening(
        line -> {
          throw new IOException("connection refused");
        });
  }

  /** Opens again. */
  public void isUp() {
    whenOpening(line -> {});
  }

  /** All that were opened. */
  public List<Line> lines() {
    return List.copyOf(lines);
  }

  /** How often opening one was tried. */
  public int attempts() {
    return attempts.get();
  }

  /** How often one was validated. */
  public int validations() {
    return validations.get();
  }

  /** How many were opened and not yet closed by their owner. */
  public long alive() {
    return lines.stream().filter(line -> line.closes() == 0).count();
  }

  @Override
  public String target() {
    return "nowhere";
  }

  @Override
  public Line open(Duration deadline) throws Exception {
    attempts.incrementAndGet();
    Line line = new Line();
    opening.on(line);
    lines.add(line);
    return line;
  }

  @Override
  public boolean isOpen(Line line) {
    return line.isOpen();
  }

  @Override
  public boolean validate(Line line, Duration deadline) throws Exception {
    validations.incrementAndGet();
    validating.on(line);
    return line.isOpen() && !line.mute;
  }

  @Override
  public void reset(Line line) throws Exception {
    resetting.on(line);
  }

  @Override
  public void close(Line line) throws Exception {
    try {
      closing.on(line);
    } finally {
      line.closes.incrementAndGet();
    }
  }
}
