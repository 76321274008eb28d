package io.plimsoll.verification.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.testkit.Await;
import io.plimsoll.verification.workload.ProcFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * A place where runtimes are killed: its own state folder, and arguments nobody else uses, by which
 * processes are found again. Ends what it marked.
 */
final class Killed implements AutoCloseable {

  static final Path PLIMSOLL = LauncherTest.top().resolve("bin/plimsoll");
  private static final AtomicLong LAST = new AtomicLong(System.nanoTime());
  private static final String SENTINEL = "plimsoll-sentinel";

  final Path folder;
  final Map<String, String> environment = new HashMap<>(System.getenv());

  /** A number of seconds that no other process sleeps. */
  final String mark = "8640" + ProcessHandle.current().pid() + "." + LAST.incrementAndGet();

  private final List<Started.Going> started = new ArrayList<>();

  Killed(Path folder) {
    this.folder = folder;
    environment.keySet().removeIf(name -> name.startsWith("PLIMSOLL_"));
    environment.put("XDG_STATE_HOME", folder.resolve("state").toString());
  }

  /** Starts the launcher as the head of a process group; its pid is the runtime's. */
  Started.Going start(String stdin, String... words) throws IOException {
    List<String> line = new ArrayList<>(List.of("setsid", PLIMSOLL.toString()));
    line.addAll(List.of(words));
    Started.Going going = Started.start(folder, environment, stdin, line);
    started.add(going);
    return going;
  }

  Path sessions() {
    return folder.resolve("state/plimsoll/sessions");
  }

  /** The sessions that have notes now. */
  List<String> noted() {
    String[] names = sessions().toFile().list();
    return names == null ? List.of() : List.of(names);
  }

  /** Those that sleep for our mark, with this ending. */
  List<Long> sleepers(String ending) {
    return pids(line -> line.startsWith("sleep\0" + mark + ending));
  }

  /** All that have our mark in an argument. */
  List<Long> marked() {
    return pids(
        line ->
            line.contains(mark)
                && !line.contains("bin/plimsoll\0")
                && !line.contains("io.plimsoll.cli.Main\0"));
  }

  /** The sentinels of the sessions that have notes. */
  List<Long> sentinels(List<String> sessions) {
    return pids(
        line -> sessions.stream().anyMatch(id -> line.contains("\0" + SENTINEL + "\0" + id)));
  }

  private static List<Long> pids(java.util.function.Predicate<String> wanted) {
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      return all.map(ProcessHandle::pid)
          .filter(pid -> wanted.test(ProcFiles.commandLine(pid)))
          .toList();
    }
  }

  static void send(String signal, String target) throws Exception {
    Process kill = new ProcessBuilder("kill", "-s", signal, "--", target).start();
    assertThat(kill.waitFor(30, TimeUnit.SECONDS)).isTrue();
  }

  void await(String what, BooleanSupplier condition) throws InterruptedException {
    Await.await(
        () -> "%s; left %s, notes of %s".formatted(what, marked(), noted()),
        Duration.ofSeconds(60),
        condition::getAsBoolean);
  }

  @Override
  public void close() throws InterruptedException {
    List<String> sessions = noted();
    started.forEach(going -> going.process().destroyForcibly());
    for (int round = 0; round < 3; round++) {
      marked().forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
    }
    await("the sentinels", () -> sentinels(sessions).isEmpty());
  }
}
