package io.plimsoll.command;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A command to run: an argument vector with the conditions under which it lives. No shell is
 * involved.
 *
 * <p>Immutable: every method that changes something answers a new command. What is not said here
 * (timeout, grace, memory) comes from the settings of the runtime that runs it.
 *
 * @since 0.1.0
 */
public final class Command {

  /** Characters of a line for people. */
  private static final int MOST_SHOWN = 200;

  private final List<String> arguments;
  private final Optional<Path> directory;
  private final Environment environment;
  private final Stdin stdin;
  private final Output stdout;
  private final Output stderr;
  private final Limits limits;
  private final Retry retry;
  private final Attempts attempts;

  private Command(
      List<String> arguments,
      Optional<Path> directory,
      Environment environment,
      Stdin stdin,
      Output stdout,
      Output stderr,
      Limits limits,
      Retry retry,
      Attempts attempts) {
    this.arguments = arguments;
    this.directory = directory;
    this.environment = Objects.requireNonNull(environment, "environment");
    this.stdin = Objects.requireNonNull(stdin, "stdin");
    this.stdout = Objects.requireNonNull(stdout, "stdout");
    this.stderr = Objects.requireNonNull(stderr, "stderr");
    this.limits = Objects.requireNonNull(limits, "limits");
    this.retry = Objects.requireNonNull(retry, "retry");
    this.attempts = Objects.requireNonNull(attempts, "attempts");
  }

  /**
   * What bounds a command. An empty value means: as the runtime's settings say.
   *
   * @param timeout how long it may run; zero means without end
   * @param grace how long it may take to leave after the first signal
   * @param memory the most resident memory of its whole tree; {@link ByteSize#NONE} means no limit
   * @param firstSignal the signal that asks it to leave
   * @param survivors what happens to processes it leaves behind
   * @param detached whether the processes it leaves behind belong to nobody: they carry no mark of
   *     ours
   * @param endsWithInput whether the end of its streamed input asks it to leave within the grace
   */
  public record Limits(
      Optional<Duration> timeout,
      Optional<Duration> grace,
      Optional<ByteSize> memory,
      StopSignal firstSignal,
      Optional<Survivors> survivors,
      boolean detached,
      boolean endsWithInput) {

    /** Everything as the runtime's settings say; TERM first; survivors are ended. */
    public static final Limits DEFAULTS =
        new Limits(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            StopSignal.TERM,
            Optional.empty(),
            false,
            false);

    /** Refuses durations that are negative or longer than {@link Durations#LONGEST}. */
    public Limits {
      Objects.requireNonNull(memory, "memory");
      Objects.requireNonNull(firstSignal, "firstSignal");
      Objects.requireNonNull(survivors, "survivors");
      notNegative("timeout", timeout.orElse(Duration.ZERO));
      notNegative("grace", grace.orElse(Duration.ZERO));
    }
  }

  /**
   * The command of this program and these arguments.
   *
   * @throws IllegalArgumentException if the program is empty or anything holds a NUL character
   */
  public static Command of(String program, String... arguments) {
    List<String> all = new ArrayList<>(arguments.length + 1);
    all.add(program);
    all.addAll(List.of(arguments));
    return of(all);
  }

  /** The same from a list, the program first. */
  public static Command of(List<String> arguments) {
    if (arguments.isEmpty() || arguments.get(0).isEmpty()) {
      throw new IllegalArgumentException(
          "command: is empty; must begin with the program to run; try [\"git\",\"status\"]");
    }
    for (int i = 0; i < arguments.size(); i++) {
      if (arguments.get(i).indexOf('\0') >= 0) {
        throw new IllegalArgumentException(
            "command: argument %d ('%s') holds a NUL character; the system ends an argument there; remove it"
                .formatted(i, Text.visible(arguments.get(i), 40)));
      }
    }
    return new Command(
        List.copyOf(arguments),
        Optional.empty(),
        Environment.inherit(),
        Stdin.none(),
        Output.capture(),
        Output.capture(),
        Limits.DEFAULTS,
        Retry.NEVER,
        Attempts.NEW);
  }

  /** In this folder instead of the runtime's own. */
  public Command directory(Path folder) {
    return new Command(
        arguments,
        Optional.of(folder),
        environment,
        stdin,
        stdout,
        stderr,
        limits,
        retry,
        attempts);
  }

  /** With this environment. */
  public Command environment(Environment value) {
    return new Command(arguments, directory, value, stdin, stdout, stderr, limits, retry, attempts);
  }

  /** With this input. */
  public Command stdin(Stdin value) {
    return new Command(
        arguments, directory, environment, value, stdout, stderr, limits, retry, attempts);
  }

  /** With this standard output. */
  public Command stdout(Output value) {
    return new Command(
        arguments, directory, environment, stdin, value, stderr, limits, retry, attempts);
  }

  /** With this standard error. */
  public Command stderr(Output value) {
    return new Command(
        arguments, directory, environment, stdin, stdout, value, limits, retry, attempts);
  }

  /** With these limits in place of all before. */
  public Command limits(Limits value) {
    return new Command(
        arguments, directory, environment, stdin, stdout, stderr, value, retry, attempts);
  }

  /** With more attempts where it does not succeed. */
  public Command retry(Retry value) {
    return new Command(
        arguments, directory, environment, stdin, stdout, stderr, limits, value, attempts);
  }

  /** With its attempts numbered so. */
  public Command attempts(Attempts value) {
    return new Command(
        arguments, directory, environment, stdin, stdout, stderr, limits, retry, value);
  }

  /** With this timeout; zero means none. */
  public Command timeout(Duration value) {
    return limits(
        new Limits(
            Optional.of(value),
            limits.grace,
            limits.memory,
            limits.firstSignal,
            limits.survivors,
            limits.detached,
            limits.endsWithInput));
  }

  /** With this grace between the first signal and KILL. */
  public Command grace(Duration value) {
    return limits(
        new Limits(
            limits.timeout,
            Optional.of(value),
            limits.memory,
            limits.firstSignal,
            limits.survivors,
            limits.detached,
            limits.endsWithInput));
  }

  /** With this bound on the resident memory of its whole tree. */
  public Command memory(ByteSize value) {
    return limits(
        new Limits(
            limits.timeout,
            limits.grace,
            Optional.of(value),
            limits.firstSignal,
            limits.survivors,
            limits.detached,
            limits.endsWithInput));
  }

  /** With this rule for processes it leaves behind. */
  public Command survivors(Survivors value) {
    return limits(
        new Limits(
            limits.timeout,
            limits.grace,
            limits.memory,
            limits.firstSignal,
            Optional.of(value),
            limits.detached,
            limits.endsWithInput));
  }

  /** The program and its arguments. */
  public List<String> arguments() {
    return arguments;
  }

  /** The folder to run in, if not the runtime's own. */
  public Optional<Path> directory() {
    return directory;
  }

  /** The environment. */
  public Environment environment() {
    return environment;
  }

  /** The input. */
  public Stdin stdin() {
    return stdin;
  }

  /** The standard output. */
  public Output stdout() {
    return stdout;
  }

  /** The standard error. */
  public Output stderr() {
    return stderr;
  }

  /** The limits. */
  public Limits limits() {
    return limits;
  }

  /** How often it is tried. */
  public Retry retry() {
    return retry;
  }

  /** How its attempts are numbered. */
  public Attempts attempts() {
    return attempts;
  }

  /** The command on one line for people: control characters shown, at most 200 characters. */
  public String line() {
    StringBuilder line = new StringBuilder(); // plain loops: each start and each end tells this
    for (String word : arguments) {
      if (line.length() > MOST_SHOWN) {
        break; // it is cut anyway
      }
      line.append(line.length() == 0 ? "" : " ");
      if (isClear(word)) {
        line.append(word);
      } else {
        line.append('\'').append(word).append('\'');
      }
    }
    return Text.visible(line.toString(), MOST_SHOWN);
  }

  /** Whether it is seen where it begins and ends. */
  private static boolean isClear(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (word.charAt(i) <= ' ') {
        return false;
      }
    }
    return !word.isEmpty();
  }

  /** Equal when the arguments, folder and limits are; streams and environments are not compared. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Command that
        && arguments.equals(that.arguments)
        && directory.equals(that.directory)
        && limits.equals(that.limits);
  }

  @Override
  public int hashCode() {
    return arguments.hashCode();
  }

  @Override
  public String toString() {
    return line();
  }

  private static void notNegative(String name, Duration value) {
    if (value.isNegative() || value.compareTo(Durations.LONGEST) > 0) {
      throw new IllegalArgumentException(
          "%s: is %s; must be from zero to 36500 days; try 5m".formatted(name, value));
    }
  }
}
