package io.plimsoll.verification.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What there is of things that are to be gone at the end.
 *
 * @param threads the threads of this JVM, without those that belong to nobody in particular
 * @param sockets how many sockets it has open
 * @param processes how many processes run a program of the server's folder
 */
record Left(Set<Thread> threads, long sockets, long processes) {

  private static final long PATIENCE_SECONDS = 10;

  static Left now(Path folder) {
    Set<Thread> running =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> !isShared(thread.getName()))
            .collect(Collectors.toSet());
    return new Left(running, openSockets(), runningIn(folder));
  }

  /** What was not there before; waited for as long as anything is left. */
  static Left since(Left before, Path folder) throws InterruptedException {
    long due = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    Left now = now(folder).without(before);
    while ((!now.threads.isEmpty() || now.sockets > 0) && System.nanoTime() - due < 0) {
      TimeUnit.MILLISECONDS.sleep(20);
      now = now(folder).without(before);
    }
    return now;
  }

  private Left without(Left before) {
    Set<Thread> more =
        threads.stream()
            .filter(thread -> !before.threads.contains(thread))
            .collect(Collectors.toSet());
    return new Left(more, sockets - before.sockets, processes);
  }

  /**
   * The JVM has a pool of threads that come and go as anybody needs them: PostgreSQL's driver waits
   * in one of them for connections that nobody has closed, and another waits for child processes.
   */
  private static boolean isShared(String name) {
    return name.startsWith("ForkJoinPool.commonPool-worker-") || name.startsWith("process reaper");
  }

  /** The names of the threads; empty where there is none. */
  String names() {
    return threads.stream().map(Thread::getName).sorted().collect(Collectors.joining(", "));
  }

  private static long openSockets() {
    return links(Path.of("/proc/self/fd"), "").filter(link -> link.startsWith("socket:")).count();
  }

  private static long runningIn(Path folder) {
    return links(Path.of("/proc"), "exe").filter(link -> link.startsWith(folder + "/")).count();
  }

  /** Where links lead: the entries of a folder, or one in each of them. */
  private static Stream<String> links(Path folder, String within) {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(entry -> link(entry.resolve(within))).toList().stream();
    } catch (IOException e) {
      return Stream.of();
    }
  }

  private static String link(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      return "";
    }
  }
}
