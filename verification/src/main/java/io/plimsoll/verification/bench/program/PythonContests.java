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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Real operations, each a Python process on a real file, by ours and by {@code xargs}. */
public final class PythonContests implements Bench {

  private static final String XARGS = "xargs -P2";

  /** What xargs leaves with where commands left with 1 to 125, as some of these are meant to. */
  private static final int SOME_FAILED = 123;

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
    Program xargs = xargs(hall, Files.readAllLines(file));
    // By this both are judged: how many succeed, and how much they print.
    Ran model = xargs.run(hall);
    Work asked = new Work(lines(model), Files.size(model.out()));
    int status = asked.succeeded == count ? 0 : 1;
    Jobs jobs = new Jobs(file, count);
    return List.of(
        new Contest(
            count + " operations",
            "operations/s",
            true,
            List.of(
                new Contestant(
                    "plimsoll batch",
                    () -> {
                      Jobs.Done done = jobs.ours(hall, 2, status);
                      asked.expect(new Work(done.succeeded(), done.bytes()));
                      return rate(count, done.ran());
                    }),
                new Contestant(
                    XARGS,
                    () -> {
                      Ran ran = xargs.run(hall).expect(status == 0 ? 0 : SOME_FAILED);
                      asked.expect(new Work(lines(ran), Files.size(ran.out())));
                      return rate(count, ran);
                    })),
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

  /** The same commands, which differ in their last word only. */
  private static Program xargs(Hall hall, List<String> operations) throws IOException {
    List<String> words = new ArrayList<>(List.of("xargs", "-0", "-P2", "-n1"));
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
    Path file = Files.writeString(hall.folder().resolve("operations-files"), files);
    return Program.of(words).reading(file).within(Duration.ofMinutes(10));
  }

  private static int lines(Ran ran) throws IOException {
    try (var lines = Files.lines(ran.out())) {
      return (int) lines.count();
    }
  }

  /** What was done: each operation that succeeds prints one line. */
  private record Work(int succeeded, long bytes) {

    void expect(Work other) throws IOException {
      if (!equals(other)) {
        throw new IOException(
            "did other work: %d operations succeeded and printed %d bytes, expected %d and %d"
                .formatted(other.succeeded, other.bytes, succeeded, bytes));
      }
    }
  }
}
