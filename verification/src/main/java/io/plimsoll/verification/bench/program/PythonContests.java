package io.plimsoll.verification.bench.program;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.plimsoll.verification.bench.Apparatus;
import io.plimsoll.verification.bench.Bench;
import io.plimsoll.verification.bench.Contest;
import io.plimsoll.verification.bench.Contestant;
import io.plimsoll.verification.bench.Goal;
import io.plimsoll.verification.bench.Hall;
import io.plimsoll.verification.bench.Program;
import io.plimsoll.verification.bench.Ran;
import io.plimsoll.verification.bench.Sample;
import io.plimsoll.verification.bench.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Real operations, each a Python process on a real file, by ours, by programs that anybody has, and
 * by the least that a JVM can do.
 */
public final class PythonContests implements Bench {

  private static final int AT_ONCE = 2;
  private static final String XARGS = "xargs -P" + AT_ONCE;
  private static final String GNU = "GNU parallel -j" + AT_ONCE;
  private static final String PLAIN = "ProcessBuilder, " + AT_ONCE + " threads, inline reads";

  /** What xargs leaves with where commands left with 1 to 125, as some of these are meant to. */
  private static final int XARGS_FAILED = 123;

  /** GNU parallel leaves with how many failed, up to this. */
  private static final int GNU_MOST_FAILED = 101;

  private static final Duration LONGEST = Duration.ofMinutes(10);

  /** The bench. */
  public PythonContests() {}

  @Override
  public String name() {
    return "python";
  }

  @Override
  public String words() {
    return "real operations, each a Python process on a real file, 2 at once";
  }

  @Override
  public Optional<String> lacks(Hall hall) {
    return Apparatus.here().lacking("python3", "xargs");
  }

  @Override
  public int rounds(Hall hall) {
    return hall.many(5, 2);
  }

  /** The model run has read the files before; more are worth their time in the long run only. */
  @Override
  public int warmups(Hall hall) {
    return hall.many(1, 0);
  }

  @Override
  public List<Contest> contests(Hall hall) throws IOException, InterruptedException {
    int count = hall.many(1_550, 200);
    Program generator =
        Program.of(
            hall.root().resolve("docs/examples/batch/operations").toString(),
            Integer.toString(count));
    Path file = hall.folder().resolve("operations");
    Files.copy(generator.run(hall).expect(0).out(), file);
    Operations operations =
        Operations.of(Files.readAllLines(file), hall.folder().resolve("operations-files"));
    Program xargs = operations.by(List.of("xargs", "-0", "-P" + AT_ONCE, "-n1"));
    // By this all are judged: how many succeed, and how much they print.
    Work asked = Work.of(count, xargs.run(hall));
    Jobs jobs = new Jobs(file, count);
    Contestant ours =
        new Contestant(
            "plimsoll batch",
            () -> {
              Jobs.Done done = jobs.ours(hall, AT_ONCE, asked.status(1));
              asked.expect(new Work(count, done.succeeded(), done.bytes()));
              return rate(count, done.ran());
            });
    Program plain = operations.by(PlainBatch.around(AT_ONCE));
    Program parallel = operations.by(List.of("parallel", "--will-cite", "-0", "-j" + AT_ONCE));
    return List.of(
        new Contest(
            count + " operations",
            "operations/s",
            true,
            List.of(
                ours,
                new Contestant(XARGS, asked.by(xargs, asked.status(XARGS_FAILED), hall)),
                new Contestant(PLAIN, asked.by(plain, asked.status(PlainBatch.SOME_FAILED), hall)),
                Apparatus.here()
                    .contestant(
                        GNU,
                        asked.by(parallel, Math.min(asked.failed(), GNU_MOST_FAILED), hall),
                        "parallel")),
            List.of(Goal.atLeast(1.0, XARGS).missedSoFar(0.5))));
  }

  private static Sample rate(int count, Ran ran) {
    Sample sample = Sample.of(count / (ran.millis() / 1e3));
    return ran.cpuMillis().isPresent()
        ? sample
            .with("CPU, ms/operation", ran.cpuMillis().getAsDouble() / count)
            .with(Ran.PEAK, ran.peakMegabytes().orElseThrow())
        : sample;
  }

  /**
   * Commands that differ in their last word only.
   *
   * @param words of each, but the last
   * @param lasts a file with the last word of each, and a zero byte behind it
   */
  private record Operations(List<String> words, Path lasts) {

    Operations {
      words = List.copyOf(words);
    }

    /** Takes apart what a batch would read. */
    static Operations of(List<String> jobs, Path lasts) throws IOException {
      List<String> words = List.of();
      StringBuilder text = new StringBuilder();
      ObjectMapper mapper = new ObjectMapper();
      for (String job : jobs) {
        List<String> command = new ArrayList<>();
        mapper.readTree(job).get("command").forEach(word -> command.add(word.asText()));
        text.append(command.remove(command.size() - 1)).append('\0');
        words = command;
      }
      return new Operations(words, Files.writeString(lasts, text));
    }

    /** One that starts them all: it is given the words, and reads the last ones. */
    Program by(List<String> starter) {
      List<String> all = new ArrayList<>(starter);
      all.addAll(words);
      return Program.of(all).reading(lasts).within(LONGEST);
    }
  }

  /**
   * What was done: each operation that succeeds prints one line.
   *
   * @param count of the operations
   */
  private record Work(int count, int succeeded, long bytes) {

    static Work of(int count, Ran ran) throws IOException {
      try (var lines = Files.lines(ran.out())) {
        return new Work(count, (int) lines.count(), Files.size(ran.out()));
      }
    }

    int failed() {
      return count - succeeded;
    }

    /** Zero where none failed, else this. */
    int status(int someFailed) {
      return failed() == 0 ? 0 : someFailed;
    }

    /** A program that is to do it, and to leave with this status. */
    Trial by(Program program, int status, Hall hall) {
      return () -> {
        Ran ran = program.run(hall).expect(status);
        expect(of(count, ran));
        return rate(count, ran);
      };
    }

    void expect(Work other) throws IOException {
      if (!equals(other)) {
        throw new IOException(
            "did other work: %d operations succeeded and printed %d bytes, expected %d and %d"
                .formatted(other.succeeded, other.bytes, succeeded, bytes));
      }
    }
  }
}
