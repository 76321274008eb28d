package com.example.dryrun;

import io.plimsoll.command.Command;
import io.plimsoll.command.StartFailure;
import io.plimsoll.port.AdapterContext;
import io.plimsoll.port.LiveProcess;
import io.plimsoll.port.ProcessLauncher;
import io.plimsoll.port.ProcessObserver;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether a command could be started, writes it down, and says that it has succeeded: with
 * status 0, without output, at once. A program or folder that is not there fails as it would.
 *
 * <p>All that is told is told by one thread: the loop that calls never waits for a file.
 */
public final class DryRunLauncher implements ProcessLauncher {

  /** The most commands that are remembered; the oldest is forgotten first. */
  public static final int MOST_REMEMBERED = 1_000;

  private static final Logger LOG = System.getLogger(DryRunLauncher.class.getName());
  private static final String THREAD = "plimsoll-dry-run";
  private static final long PATIENCE_MILLIS = 2_000;
  private static final Runnable END =
      new Runnable() {
        @Override
        public void run() {}
      };

  private final AdapterContext context;
  private final Optional<Path> file;
  // What is to be told: a few things for each live command, of which the runtime bounds the number.
  private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
  // MOST_REMEMBERED; guarded by this.
  private final ArrayDeque<Command> remembered = new ArrayDeque<>();
  private long launches;
  private @Nullable Thread thread;
  private boolean fileFails;

  /**
   * One that has seen no command.
   *
   * @param file where each command is written, a line each; nowhere where it is empty
   */
  public DryRunLauncher(AdapterContext context, Optional<Path> file) {
    this.context = context;
    this.file = file;
  }

  @Override
  public synchronized LiveProcess launch(String lease, Command command, ProcessObserver observer) {
    if (thread == null) {
      Thread made = context.threads().daemon(THREAD, this::run);
      made.start();
      thread = made;
    }
    launches++;
    if (remembered.size() == MOST_REMEMBERED) {
      remembered.removeFirst();
    }
    remembered.add(command);
    DryProcess process = new DryProcess(observer, tasks::add);
    tasks.add(() -> pretend(lease, command, process));
    return process;
  }

  private void pretend(String lease, Command command, DryProcess process) {
    Optional<StartFailure> failure = StartCheck.of(command);
    write(lease + "\t" + command.line() + failure.map(f -> "\t" + f.words()).orElse(""));
    if (failure.isPresent()) {
      process.tell(observer -> observer.startFailed(failure.get()));
      return;
    }
    process.tell(observer -> observer.started(context.ticker().nanos(), "dry run"));
    process.tell(observer -> observer.exited(0));
  }

  /** A file that cannot be written is said once, and stops nothing. */
  private void write(String line) {
    if (file.isEmpty()) {
      return;
    }
    try {
      Files.writeString(
          file.get(), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      fileFails = false;
    } catch (IOException e) {
      if (!fileFails) {
        LOG.log(Level.WARNING, "dry-run: " + file.get() + " cannot be written", e);
      }
      fileFails = true;
    }
  }

  private void run() {
    try {
      for (Runnable task = tasks.take(); task != END; task = tasks.take()) {
        task.run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The commands that would have been started, the last {@value #MOST_REMEMBERED} of them. */
  public synchronized List<Command> commands() {
    return List.copyOf(remembered);
  }

  @Override
  public synchronized List<Fact> facts() {
    return List.of(
        new Fact(
            "dry run",
            "nothing is started: each command that could be is said to have succeeded, with status"
                + " 0 and without output; "
                + launches
                + " so far",
            false),
        new Fact("memory", "of what is not started none is read", false));
  }

  @Override
  public String containment() {
    return "nothing is started";
  }

  @Override
  public void close() {
    Thread last;
    synchronized (this) {
      last = thread;
      thread = null;
    }
    if (last == null) {
      return;
    }
    tasks.add(END);
    try {
      last.join(PATIENCE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
