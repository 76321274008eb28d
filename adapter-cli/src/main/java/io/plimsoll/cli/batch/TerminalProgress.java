package io.plimsoll.cli.batch;

import io.plimsoll.command.ByteSize;
import io.plimsoll.command.OutcomeKind;
import io.plimsoll.lease.Health;
import java.io.IOException;
import java.io.PrintStream;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import me.tongfei.progressbar.DefaultProgressBarRenderer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;
import me.tongfei.progressbar.ProgressState;
import org.jspecify.annotations.Nullable;

/**
 * Progress of a batch on a terminal: done and total, outcomes so far, live commands and their
 * memory, rate, time left. Holds only numbers: nothing that a command printed can reach the
 * terminal through it. The only class that knows the progress library.
 */
public final class TerminalProgress implements Curtain, AutoCloseable {

  private static final int TERMINAL_MILLIS = 250;
  private static final int LOG_MILLIS = 5_000;
  private static final int USUAL_COLUMNS = 80;
  private static final String CLEAR = "\r\u001b[K";

  private final PrintStream err;
  private final boolean terminal;
  private final boolean shared;
  private final Supplier<Health> health;
  private final Optional<LineCount> lines;
  // Held while lines are written to the terminal that shows the progress too.
  private final ReentrantLock screen = new ReentrantLock();
  private volatile @Nullable ProgressBar bar;
  private volatile @Nullable Tally tally;
  private volatile boolean ended;
  // What is shown, to be shown again below lines that went out. Guarded by the screen.
  private String last = "";

  /**
   * A view that shows nothing yet.
   *
   * @param err where to show it
   * @param terminal whether that is a terminal, where one line is written over and over
   * @param shared whether outcomes go to the same terminal
   * @param health the state of the runtime
   * @param lines the total, if it can be counted
   */
  public TerminalProgress(
      PrintStream err,
      boolean terminal,
      boolean shared,
      Supplier<Health> health,
      Optional<LineCount> lines) {
    this.err = err;
    this.terminal = terminal;
    this.shared = shared;
    this.health = health;
    this.lines = lines;
  }

  /** Shows these counts from now on, until closed. */
  public void follow(Tally counts) {
    tally = counts;
    bar =
        new ProgressBarBuilder()
            .setTaskName("batch")
            .setInitialMax(-1)
            .setUpdateIntervalMillis(terminal ? TERMINAL_MILLIS : LOG_MILLIS)
            .continuousUpdate()
            .setRenderer(new Renderer())
            .setConsumer(new Screen(terminal ? Columns.ofTerminal(USUAL_COLUMNS) : USUAL_COLUMNS))
            .build();
    Thread counter = new Thread(this::count, "plimsoll-cli-counter");
    counter.setDaemon(true);
    counter.start();
  }

  private void count() {
    ProgressBar shown = bar;
    lines
        .flatMap(l -> l.count().stream().boxed().findFirst())
        .ifPresent(
            total -> {
              if (shown != null) {
                shown.maxHint(total);
              }
            });
  }

  @Override
  public void beforeLines() {
    if (shared) {
      screen.lock();
      boolean cleared = false;
      try {
        err.print(CLEAR);
        err.flush();
        cleared = true;
      } finally {
        if (!cleared) {
          screen.unlock();
        }
      }
    }
  }

  @Override
  public void afterLines() {
    if (shared) {
      try {
        if (!ended) {
          err.print(last);
          err.flush();
        }
      } finally {
        screen.unlock();
      }
    }
  }

  @Override
  public void close() {
    if (ended) {
      return;
    }
    ProgressBar shown = bar;
    if (shown != null) {
      shown.refresh();
      ended = true;
      shown.close();
      err.print(terminal ? System.lineSeparator() : "");
      err.flush();
    }
    ended = true;
  }

  /** Outcomes so far other than success, live commands, and their memory. */
  static String words(Tally tally, Health health) {
    StringBuilder words = new StringBuilder();
    for (OutcomeKind kind : OutcomeKind.values()) {
      if (kind != OutcomeKind.SUCCEEDED && tally.of(kind) > 0) {
        words.append(tally.of(kind)).append(' ').append(kind.word()).append(", ");
      }
    }
    return words
        .append(health.live())
        .append(" live, ")
        .append(ByteSize.bytes(health.residentBytes()))
        .toString();
  }

  /** Takes the counts just before they are shown. */
  private final class Renderer extends DefaultProgressBarRenderer {

    Renderer() {
      super(
          ProgressBarStyle.ASCII,
          "",
          1,
          true,
          new DecimalFormat("0.0", DecimalFormatSymbols.getInstance(Locale.ROOT)),
          java.time.temporal.ChronoUnit.SECONDS,
          true,
          TerminalProgress::left);
    }

    @Override
    public String render(ProgressState state, int width) {
      ProgressBar shown = bar;
      Tally counts = tally;
      if (shown != null && counts != null) {
        shown.stepTo(counts.total());
        String words = words(counts, health.get());
        shown.setExtraMessage(" " + words);
        String all = super.render(state, width);
        return all.stripTrailing().endsWith(words)
            ? all
            : narrow(
                state.getCurrent(),
                state.isIndefinite() ? -1 : state.getMax(),
                words,
                left(state),
                width);
      }
      return super.render(state, width);
    }
  }

  /**
   * Where there is no room for all: whole parts, as many as fit, in the order of their worth.
   *
   * @param total how many there are; negative: not known
   */
  static String narrow(
      long done, long total, String words, Optional<java.time.Duration> left, int width) {
    StringBuilder line = new StringBuilder("batch " + done + (total < 0 ? "" : "/" + total));
    List<String> parts = new ArrayList<>(List.of(words.split(", ")));
    left.ifPresent(rest -> parts.add(rest.toSeconds() + "s left"));
    for (String part : parts) {
      if (line.length() + 2 + part.length() > width) {
        break;
      }
      line.append(", ").append(part);
    }
    return line.toString();
  }

  private static Optional<java.time.Duration> left(ProgressState state) {
    if (state.getMax() <= 0 || state.isIndefinite() || state.getCurrent() == 0) {
      return Optional.empty();
    }
    double each = (double) state.getElapsedAfterStart().toMillis() / state.getCurrent();
    return Optional.of(
        java.time.Duration.ofMillis((long) (each * (state.getMax() - state.getCurrent()))));
  }

  /** Writes what is shown. */
  private final class Screen implements ProgressBarConsumer {

    private final int columns;

    Screen(int columns) {
      this.columns = columns;
    }

    @Override
    public int getMaxRenderedLength() {
      return columns - 1;
    }

    @Override
    public void accept(String rendered) {
      if (ended) {
        return;
      }
      screen.lock();
      try {
        last = terminal ? "\r" + rendered + "\u001b[K" : rendered + System.lineSeparator();
        err.print(last);
        err.flush();
      } finally {
        screen.unlock();
      }
    }

    @Override
    public void close() {}
  }

  /** How wide the terminal is. */
  static final class Columns {

    private Columns() {}

    /** As {@code stty} says of the controlling terminal, or the usual number. */
    static int ofTerminal(int usual) {
      try {
        Process stty =
            new ProcessBuilder("stty", "size")
                .redirectInput(new java.io.File("/dev/tty"))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!stty.waitFor(500, TimeUnit.MILLISECONDS)) {
          stty.destroyForcibly();
          return usual;
        }
        String answer =
            new String(
                stty.getInputStream().readNBytes(64), java.nio.charset.StandardCharsets.US_ASCII);
        String[] size = answer.strip().split(" ");
        int columns = size.length == 2 ? Integer.parseInt(size[1]) : 0;
        return columns >= 20 ? columns : usual;
      } catch (IOException | NumberFormatException e) {
        return usual;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return usual;
      }
    }
  }
}
