package io.plimsoll.verification.bench.program;

import com.fasterxml.jackson.databind.JsonNode;
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

  private static final int ALL = 1_550;
  private static final int FEW = 200;
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
    int count = hall.many(ALL, FEW);
    Program generator =
        Program.of(
            hall.root().resolve("docs/examples/batch/operations").toString(),
            Integer.toString(count));
    Path file = hall.folder().resolve("operations");
    Files.copy(generator.run(hall).expect(0).out(), file);
    List<String> words = new ArrayList<>();
    Path lasts = split(Files.readAllLines(file), words, hall.folder().resolve("operations-files"));
    Program xargs = program(List.of("xargs", "-0", "-P" + AT_ONCE, "-n1"), words).reading(lasts);
    // By this all are judged: how many succeed, and how much they print.
    Ran model = xargs.run(hall);
    Work asked = new Work(lines(model), Files.size(model.out()));
    int failed = count - asked.succeeded;
    Jobs jobs = new Jobs(file, count);
    Contestant ours =
        new Contestant(
            "plimsoll batch",
            () -> {
              Jobs.Done done = jobs.ours(hall, AT_ONCE, failed == 0 ? 0 : 1);
              asked.expect(new Work(done.succeeded(), done.bytes()));
              return rate(count, done.ran());
            });
    Program plain = program(PlainBatch.around(AT_ONCE, lasts, words), List.of());
    Program parallel =
        program(List.of("parallel", "--will-cite", "-0", "-j" + AT_ONCE), words).reading(lasts);
    return List.of(
        new Contest(
            count + " operations",
            "operations/s",
            true,
            List.of(
                ours,
                new Contestant(XARGS, asked.by(xargs, failed == 0 ? 0 : XARGS_FAILED, hall)),
                new Contestant(
                    PLAIN, asked.by(plain, failed == 0 ? 0 : PlainBatch.SOME_FAILED, hall)),
                Apparatus.here()
                    .contestant(
                        GNU,
                        asked.by(parallel, Math.min(failed, GNU_MOST_FAILED), hall),
                        "parallel")),
            List.of(Goal.atLeast(1.0, XARGS).missedSoFar(0.5))));
  }

  private static Program program(List<String> starter, List<String> words) {
    List<String> all = new ArrayList<>(starter);
    all.addAll(words);
    return Program.of(all).within(LONGEST);
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
   * Takes apart commands that differ in their last word only: the others are added to the words,
   * and the last ones make the file that is answered, with a zero byte behind each.
   */
  private static Path split(List<String> operations, List<String> words, Path to)
      throws IOException {
    StringBuilder files = new StringBuilder();
    ObjectMapper mapper = new ObjectMapper();
    for (String line : operations) {
      JsonNode command = mapper.readTree(line).get("command");
      int last = command.size() - 1;
      if (files.length() == 0) {
        for (int i = 0; i < last; i++) {
          words.add(command.get(i).asText());
        }
      }
      files.append(command.get(last).asText()).append('\0');
    }
    return Files.writeString(to, files);
  }

  private static int lines(Ran ran) throws IOException {
    try (var lines = Files.lines(ran.out())) {
      return (int) lines.count();
    }
  }

  /** What was done: each operation that succeeds prints one line. */
  private record Work(int succeeded, long bytes) {

    /** A program that is to do it, and to leave with this status. */
    Trial by(Program program, int status, Hall hall) {
      return () -> {
        Ran ran = program.run(hall).expect(status);
        Work did = new Work(lines(ran), Files.size(ran.out()));
        expect(did);
        return rate(hall.many(ALL, FEW), ran);
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
