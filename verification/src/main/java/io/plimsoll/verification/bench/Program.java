package io.plimsoll.verification.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/**
 * A program that is run and measured from outside.
 *
 * <p>A small program in C starts it and waits for it, by {@code wait4}: the kernel then tells
 * exactly what the whole tree took, in microseconds, and the peak of its memory, which cannot be
 * read any more when a process has ended. A JVM can tell neither: {@code /proc} counts in steps of
 * 10 ms, and its own memory would count as that of a child for as long as it has not become another
 * program. Where it cannot be compiled, time by the wall is all that is told.
 *
 * @param command its argument vector
 * @param environment variables that it gets besides those of this JVM
 * @param folder in which it runs; empty for that of this JVM
 * @param input a file that it reads; empty for nothing
 * @param deadline after which it is killed with all that belongs to it, and has failed
 */
public record Program(
    List<String> command,
    Map<String, String> environment,
    Optional<Path> folder,
    Optional<Path> input,
    Duration deadline) {

  private static final Duration USUAL = Duration.ofMinutes(5);

  /** Copies what it is given. */
  public Program {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  /** One that reads nothing, in the folder of this JVM, for five minutes at most. */
  public static Program of(List<String> command) {
    return new Program(command, Map.of(), Optional.empty(), Optional.empty(), USUAL);
  }

  /** The same. */
  public static Program of(String... command) {
    return of(List.of(command));
  }

  /** The same with one more variable. */
  public Program with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(environment);
    more.put(name, value);
    return new Program(command, more, folder, input, deadline);
  }

  /** The same in this folder. */
  public Program in(Path place) {
    return new Program(command, environment, Optional.of(place), input, deadline);
  }

  /** The same with this file as its input. */
  public Program reading(Path file) {
    return new Program(command, environment, folder, Optional.of(file), deadline);
  }

  /** The same with another deadline. */
  public Program within(Duration limit) {
    return new Program(command, environment, folder, input, limit);
  }

  /** Runs it once as a contestant, who does other work where the status is not zero. */
  public Trial trial(Hall hall) {
    return () -> run(hall).expect(0).sample();
  }

  /**
   * Runs it once. What it printed lies in files of the hall until the next run.
   *
   * @throws IOException if it cannot be started, or did not end before its deadline
   */
  public Ran run(Hall hall) throws IOException, InterruptedException {
    Apparatus apparatus = Apparatus.here();
    boolean exact = apparatus.find("gcc").isPresent();
    Path result = hall.folder().resolve("measured");
    Path out = hall.folder().resolve("measured.out");
    Path err = hall.folder().resolve("measured.err");
    List<String> words = new ArrayList<>();
    if (exact) {
      words.add(apparatus.compiled(hall, Program.class, "measure.c").toString());
      words.add(result.toString());
    }
    words.addAll(command);
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .redirectInput(input.map(Path::toFile).orElse(new File("/dev/null")))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().putAll(environment);
    folder.ifPresent(place -> builder.directory(place.toFile()));
    Files.deleteIfExists(result);
    long begin = System.nanoTime();
    Process process = builder.start();
    try {
      if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException("did not end within " + deadline.toSeconds() + " s: " + command);
      }
    } finally {
      end(process.toHandle());
    }
    if (!exact) {
      double millis = (System.nanoTime() - begin) / 1e6;
      return new Ran(
          millis, OptionalDouble.empty(), OptionalDouble.empty(), process.exitValue(), out, err);
    }
    if (process.exitValue() != 0) {
      throw new IOException(Files.readString(err).strip());
    }
    return Ran.measured(Files.readString(result), out, err);
  }

  /** Kills what is left of a tree, until nobody is: a process may start another meanwhile. */
  private static void end(ProcessHandle top) throws InterruptedException {
    for (int i = 0; top.isAlive() && i < 1_000; i++) {
      top.descendants().forEach(ProcessHandle::destroyForcibly);
      TimeUnit.MILLISECONDS.sleep(5);
    }
    top.destroyForcibly();
  }
}
