package io.plimsoll.process;

import static io.plimsoll.testkit.Await.await;

import io.plimsoll.command.Command;
import io.plimsoll.command.StopSignal;
import io.plimsoll.port.AdapterContext;
import io.plimsoll.port.LiveProcess;
import io.plimsoll.port.ProcessObserver.Settled;
import io.plimsoll.port.ProcessObserver.Survey;
import io.plimsoll.port.Threads;
import io.plimsoll.port.Ticker;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A launcher under test with the commands that run on it; closing it ends all of them. */
final class Bench implements AutoCloseable {

  static final long QUIET = Duration.ofMillis(100).toNanos();
  static final long CAP = Duration.ofSeconds(2).toNanos();

  final String session = UUID.randomUUID().toString();
  final LocalLauncher launcher;
  private final List<Run> runs = new ArrayList<>();

  Bench() {
    this(System.getenv(), true);
  }

  Bench(Map<String, String> own, boolean ownPipes) {
    launcher = new LocalLauncher(context(session), own, ownPipes);
  }

  /** On this level. */
  Bench(ContainmentLevel level) {
    this(Map.of("containment", level.word()));
  }

  /** With these settings. */
  Bench(Map<String, String> settings) {
    this(System.getenv(), settings);
  }

  /** In this environment, with these settings. */
  Bench(Map<String, String> own, Map<String, String> settings) {
    AdapterContext usual = context(session);
    launcher =
        new LocalLauncher(
            new AdapterContext(session, usual.ticker(), settings, usual.threads()), own, true);
  }

  /** With these threads. */
  Bench(Threads threads) {
    launcher = new LocalLauncher(context(session, threads), System.getenv(), true);
  }

  static AdapterContext context(String session) {
    return context(session, Threads.uncounted());
  }

  private static AdapterContext context(String session, Threads threads) {
    return new AdapterContext(session, Ticker.system(), Map.of(), threads);
  }

  /** One launched command. */
  record Run(Bench bench, String lease, LiveProcess process, Recording seen) {

    void release() {
      process.release();
      bench.runs.remove(this);
    }

    /** Asks for two looks and answers what they saw. */
    Survey survey() {
      int before = seen.surveys();
      process.survey(2);
      return seen.survey(before);
    }

    /** Sends KILL until nothing is left. */
    void end() {
      await(
          "the end of " + lease,
          () -> {
            process.signal(StopSignal.KILL);
            return survey().emptyLooks() > 0;
          });
    }

    Settled settle() {
      process.settle(QUIET, CAP);
      return seen.settled();
    }
  }

  Run launch(Command command) {
    Recording seen = new Recording();
    String lease = UUID.randomUUID().toString();
    Run run = new Run(this, lease, launcher.launch(lease, command, seen), seen);
    runs.add(run);
    return run;
  }

  Run sh(String script, String... arguments) {
    return launch(shell(script, arguments));
  }

  static Command shell(String script, String... arguments) {
    List<String> line = new ArrayList<>(List.of("sh", "-c", script, "sh"));
    line.addAll(List.of(arguments));
    return Command.of(line);
  }

  /** Runs a command that ends by itself, and answers what it wrote. */
  Settled output(Command command) {
    Run run = launch(command);
    run.seen().status();
    Settled settled = run.settle();
    run.release();
    return settled;
  }

  static boolean alive(long pid) {
    return "Z?".indexOf(state(pid)) < 0;
  }

  /** A letter as in {@code ps}; a question mark where it is gone. */
  static char state(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      return stat.charAt(stat.lastIndexOf(')') + 2);
    } catch (IOException e) {
      return '?';
    }
  }

  /** The name of a process; empty where it is gone. */
  static String name(long pid) {
    try {
      return Files.readString(Path.of("/proc/" + pid + "/comm")).strip();
    } catch (IOException e) {
      return "";
    }
  }

  static int descriptors() {
    String[] names = new File("/proc/self/fd").list();
    return names == null ? 0 : names.length;
  }

  /** Live threads of the launchers; the platform's own are left out. */
  static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("plimsoll-"))
        .count();
  }

  /** Ends all that runs. */
  void endAll() {
    for (Run run : List.copyOf(runs)) {
      if (!run.seen().failed()) {
        run.end();
        run.release();
      }
    }
  }

  @Override
  public void close() {
    endAll();
    launcher.close();
  }
}
