package io.plimsoll.verification.bench.process;

import io.plimsoll.verification.bench.Apparatus;
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
import java.util.List;
import java.util.stream.Stream;

/**
 * Many {@code true} by programs of the command line, their starts included.
 *
 * @param count how many
 * @param atOnce how many of them at once
 */
record BatchContest(Hall hall, int count, int atOnce) {

  private static final String JOB = "{\"command\":[\"/bin/true\"]}\n";
  private static final String DONE = "\"outcome\":\"succeeded\"";

  Contest contest() throws IOException {
    Path lines =
        Files.writeString(hall.folder().resolve("spawn-lines-" + count), "x\n".repeat(count));
    Path jobs =
        Files.writeString(
            hall.folder().resolve("spawn-jobs-" + count + ".jsonl"), JOB.repeat(count));
    Apparatus here = Apparatus.here();
    Program batch =
        Program.of(
            hall.plimsoll().toString(), "batch", "--concurrency", "" + atOnce, jobs.toString());
    String all = "-j" + atOnce;
    String gnu = "GNU parallel " + all;
    Program parallel =
        Program.of("parallel", "--will-cite", all, "-n0", "/bin/true").reading(lines);
    Program xargs = Program.of("xargs", "-P" + atOnce, "-n1", "/bin/true").reading(lines);
    return new Contest(
        count + " true by programs, " + atOnce + " at once",
        "jobs/s",
        true,
        List.of(
            new Contestant("plimsoll batch", () -> sample(checked(batch.run(hall).expect(0)))),
            here.contestant(gnu, () -> sample(parallel.run(hall).expect(0)), "parallel"),
            here.contestant(
                "xargs -P" + atOnce + ", nothing captured",
                () -> sample(xargs.run(hall).expect(0)),
                "xargs")),
        List.of(Goal.atLeast(2.3, gnu)));
  }

  private Ran checked(Ran ran) throws IOException {
    try (Stream<String> said = Files.lines(ran.out())) {
      long done = said.filter(line -> line.contains(DONE)).count();
      if (done != count) {
        throw new IOException("other work: %d of %d succeeded".formatted(done, count));
      }
    }
    return ran;
  }

  private Sample sample(Ran ran) {
    Sample sample = Sample.of(count / (ran.millis() / 1e3));
    if (ran.cpuMillis().isPresent()) {
      sample = sample.with("CPU of all, us/job", ran.cpuMillis().getAsDouble() * 1e3 / count);
    }
    return ran.peakMegabytes().isPresent()
        ? sample.with(Ran.PEAK, ran.peakMegabytes().getAsDouble())
        : sample;
  }
}
