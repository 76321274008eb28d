package io.plimsoll.testkit;

import io.plimsoll.command.Command;
import io.plimsoll.port.ProcessLauncher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * What the contract of launchers needs to know about the world of one launcher: the launcher
 * itself, commands that behave in certain ways, and how to wait. The commands given here are those
 * of a POSIX shell; a launcher for another world overrides them.
 *
 * @since 0.1.0
 */
public interface LauncherWorld {

  /** A new launcher, which the contract closes. */
  ProcessLauncher launcher();

  /** A command that leaves at once with this status. */
  default Command exits(int status) {
    return Command.of("sh", "-c", "exit " + status);
  }

  /** A command that leaves with status 0 after so long, with no process but itself. */
  default Command sleeps(Duration time) {
    return Command.of("sh", "-c", "exec sleep " + seconds(time));
  }

  /** A command that lives for a minute, with a child and a grandchild that do so too. */
  default Command tree() {
    return Command.of("sh", "-c", "sleep 60 & (sh -c 'sleep 60 & wait' &) ; wait");
  }

  /** A command that leaves at once and leaves a process behind, which holds none of its outputs. */
  default Command leavesOneBehind() {
    return Command.of("sh", "-c", "(sleep 60 </dev/null >/dev/null 2>&1 &) ; exit 0");
  }

  /** The same, where the process left behind holds standard output open. */
  default Command leavesHolderBehind() {
    return Command.of("sh", "-c", "(sleep 60 2>/dev/null &) ; exit 0");
  }

  /** A command that writes this text to standard output and leaves with status 0. */
  default Command prints(String text) {
    return Command.of("printf", "%s", text);
  }

  /** A command that copies its input to its output until the input ends. */
  default Command copies() {
    return Command.of("cat");
  }

  /** A command that makes a file after so long, and leaves. */
  default Command leavesTrace(Duration after, Path file) {
    return Command.of("sh", "-c", "sleep " + seconds(after) + "; : > \"$0\"", file.toString());
  }

  /** Whether that file was made. */
  default boolean traceIsThere(Path file) {
    return Files.exists(file);
  }

  /** A command whose program does not exist. */
  default Command missing() {
    return Command.of("/no/such/folder/no-such-program");
  }

  /** How a process may leave the command that it descends from. */
  enum Stray {
    /** By the end of its parent. */
    ORPHAN,
    /** By a session of its own and a double fork. */
    DAEMON,
    /** The same, and it drops its environment. */
    BARE_DAEMON
  }

  /** Whether the launcher finds one that strays so; where it does not, its facts must say that. */
  default boolean catches(Stray stray) {
    return true;
  }

  /** Whether the launcher tells the memory of a tree; where not, its facts must say that. */
  default boolean readsMemory() {
    return true;
  }

  /** A command that leaves a {@link Stray#DAEMON} behind, and leaves when it runs. */
  default Command leavesDaemon(Path pid) {
    return Command.of("sh", "-c", strays(""), pid.toString());
  }

  /** A command that leaves a {@link Stray#BARE_DAEMON} behind, and leaves when it runs. */
  default Command leavesBareDaemon(Path pid) {
    return Command.of("sh", "-c", strays("env -i PATH=\"$PATH\" "), pid.toString());
  }

  private static String strays(String before) {
    return "("
        + before
        + "setsid sh -c '(echo $$ > \"$0.new\"; mv \"$0.new\" \"$0\"); exec sleep 60' \"$0\""
        + " </dev/null >/dev/null 2>&1 &) ; until [ -s \"$0\" ]; do sleep 0.01; done";
  }

  /** Whether the process runs whose id was written there; false where there is none yet. */
  default boolean lives(Path pid) {
    try {
      String stat = Files.readString(Path.of("/proc", Files.readString(pid).strip(), "stat"));
      return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
    } catch (IOException e) {
      return false;
    }
  }

  /** Ends the process whose id was written there, if it runs. */
  default void endByHand(Path pid) {
    try {
      if (lives(pid)) {
        ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
            .ifPresent(ProcessHandle::destroyForcibly);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A command that writes its environment to standard output, a variable a line. */
  default Command printsEnvironment() {
    return Command.of("env");
  }

  /** Variables with values that what a command is started through may change or drop. */
  default Map<String, String> delicate() {
    return Map.ofEntries(
        Map.entry("PWD", "/no/such/folder"),
        Map.entry("OLDPWD", "/none either"),
        Map.entry("SHLVL", "7"),
        Map.entry("_", "underscore"),
        Map.entry("IFS", ":"),
        Map.entry("OPTIND", "many"),
        Map.entry("LINENO", "x"),
        Map.entry("PPID", "1"),
        Map.entry("ENV", "/no/such/file"),
        Map.entry("PS1", "$ "),
        Map.entry("with.dots-and%", "v=w"));
  }

  /** A command whose program is there and may not be executed. */
  default Command forbidden(Path folder) {
    return Command.of(file(folder, "forbidden", "#!/bin/sh\n", false).toString());
  }

  /** A command whose program needs an interpreter that does not exist. */
  default Command withoutInterpreter(Path folder) {
    return Command.of(file(folder, "lost", "#!/no/such/interpreter -x\n", true).toString());
  }

  private static Path file(Path folder, String name, String text, boolean executable) {
    try {
      Path file = Files.writeString(folder.resolve(name), text);
      if (executable && !file.toFile().setExecutable(true)) {
        throw new IOException(file + " cannot be made executable");
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How long a promise may take to be kept on a busy machine. */
  default Duration patience() {
    return Duration.ofSeconds(20);
  }

  /** Lets a little time pass. */
  default void pass(Duration time) {
    LockSupport.parkNanos(time.toNanos());
  }

  /** Reads the clock by which {@link #pass} and {@link #patience} are measured. */
  default long nanos() {
    return System.nanoTime();
  }

  /** Waits until something holds; fails with these words where it does not within the patience. */
  default void await(String words, BooleanSupplier holds) {
    long begun = nanos();
    while (!holds.getAsBoolean()) {
      if (nanos() - begun > patience().toNanos()) {
        throw new AssertionError("not within " + patience() + ": " + words);
      }
      pass(Duration.ofMillis(2));
    }
  }

  /** Lets so much time pass, and answers whether something held all the while. */
  default boolean holdsFor(Duration time, BooleanSupplier holds) {
    long begun = nanos();
    while (nanos() - begun < time.toNanos()) {
      if (!holds.getAsBoolean()) {
        return false;
      }
      pass(Duration.ofMillis(5));
    }
    return holds.getAsBoolean();
  }

  private static String seconds(Duration time) {
    return String.valueOf(time.toMillis() / 1000.0);
  }
}
