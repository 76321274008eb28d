package com.example.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A child process with those that it has started itself. */
final class Tree {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long PAUSE_MILLIS = 5;

  private final Process root;

  Tree(Process root) {
    this.root = root;
  }

  boolean isAlive() {
    return root.isAlive();
  }

  long pid() {
    return root.pid();
  }

  /** All that are alive, the root first. A zombie is not. */
  List<Long> alive() {
    return Stream.concat(Stream.of(root.toHandle()), root.descendants())
        .map(ProcessHandle::pid)
        .filter(Tree::isAlive)
        .toList();
  }

  void signal(String name) throws IOException, InterruptedException {
    List<Long> all = alive();
    if (!all.isEmpty()) {
      signal(name, all);
    }
  }

  private static void signal(String name, List<Long> pids)
      throws IOException, InterruptedException {
    List<String> kill = new ArrayList<>(List.of("kill", "-" + name));
    pids.forEach(pid -> kill.add(Long.toString(pid)));
    // One that has ended meanwhile is no error.
    new ProcessBuilder(kill)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  /** Stopped first, so that none starts another or tells its parent; then killed. */
  void kill() throws IOException, InterruptedException {
    signal("STOP");
    List<Long> all = alive();
    if (!all.isEmpty()) {
      signal("KILL", all);
    }
    await("its processes are gone", () -> all.stream().noneMatch(Tree::isAlive));
    root.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Whether it runs. One that has ended and was not yet fetched by its parent does not. */
  private static boolean isAlive(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
    } catch (IOException e) {
      return false;
    }
  }

  /** What is waited for. */
  interface Condition {
    boolean holds() throws IOException;
  }

  static void await(String what, Condition condition) throws IOException, InterruptedException {
    long begun = System.nanoTime();
    while (!condition.holds()) {
      if (System.nanoTime() - begun > PATIENCE.toNanos()) {
        throw new IOException("not within " + PATIENCE.toSeconds() + " s: " + what);
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    }
  }
}
