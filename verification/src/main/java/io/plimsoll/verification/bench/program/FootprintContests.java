package io.plimsoll.verification.bench.program;

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
import io.plimsoll.verification.workload.BatchRun;
import io.plimsoll.verification.workload.WatchedHeap;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** How much memory the program itself takes, its JVM included. */
public final class FootprintContests implements Bench {

  private static final String MEGABYTES = "MB";
  private static final String GROWTH = "heap at the end over that at half";
  private static final String WRAPPER =
      "require('child_process').spawn(process.argv[1], process.argv.slice(2), {stdio: 'inherit'})"
          + ".on('exit', status => process.exit(status))";

  /** The bench. */
  public FootprintContests() {}

  @Override
  public String name() {
    return "footprint";
  }

  @Override
  public String words() {
    return "how much memory the program itself has resident at most, its JVM included";
  }

  @Override
  public Optional<String> lacks(Hall hall) {
    return Apparatus.here().lacking("gcc");
  }

  @Override
  public int rounds(Hall hall) {
    return hall.many(5, 2);
  }

  /** None: each run is a program of its own, and its memory begins with it. */
  @Override
  public int warmups(Hall hall) {
    return 0;
  }

  @Override
  public List<Contest> contests(Hall hall) throws IOException {
    return List.of(silent(hall), idle(hall), many(hall));
  }

  private static Trial peak(Hall hall, Program program) {
    return () -> peak(program.run(hall).expect(0));
  }

  private static Sample peak(Ran ran) {
    return Sample.of(ran.peakMegabytes().orElseThrow())
        .with(Ran.CPU, ran.cpuMillis().orElseThrow())
        .with("wall, ms", ran.millis());
  }

  private static Contest silent(Hall hall) throws IOException {
    Apparatus here = Apparatus.here();
    String[] sleep = {"sleep", Integer.toString(hall.many(3, 1))};
    return new Contest(
        "a command that says nothing for " + sleep[1] + " s",
        MEGABYTES,
        false,
        List.of(
            new Contestant(
                "plimsoll run -- sleep",
                peak(
                    hall, Program.of(hall.plimsoll().toString(), "run", "--", sleep[0], sleep[1]))),
            here.contestant(
                "a wrapper on Node around it",
                peak(hall, Program.of("node", "-e", WRAPPER, sleep[0], sleep[1])),
                "node"),
            new Contestant(
                "a plain JVM around it", peak(hall, Program.of(PlainStart.around(sleep)))),
            here.contestant(
                "timeout 60 sleep", peak(hall, Program.of("timeout", "60", sleep[0], sleep[1])))),
        List.of(Goal.valueAtMost(48, MEGABYTES)));
  }

  private static Contest idle(Hall hall) {
    String wait = "sleep " + hall.many(3, 1) + " | exec \"$0\" batch";
    return new Contest(
        "a batch that waits for its first job for " + hall.many(3, 1) + " s",
        MEGABYTES,
        false,
        List.of(
            new Contestant(
                "plimsoll batch",
                peak(hall, Program.of("bash", "-c", wait, hall.plimsoll().toString())))),
        List.of(Goal.valueAtMost(64, MEGABYTES)));
  }

  private static Contest many(Hall hall) throws IOException {
    int count = hall.many(10_000, 200);
    Jobs jobs = Jobs.same(hall, count, "peak");
    // The last job keeps the runtime alive while its heap is looked at.
    Jobs watched = Jobs.same(hall, count, "heap", "{\"command\":[\"sleep\",\"3\"]}");
    return new Contest(
        "a batch of " + count + " true, 2 at once",
        MEGABYTES,
        false,
        List.of(
            new Contestant(
                "plimsoll batch",
                () -> {
                  Jobs.Done done = jobs.ours(hall, 2, 0).allSucceeded();
                  return withHeap(hall, watched, peak(done.ran()));
                }),
            Apparatus.here()
                .contestant("xargs -P2", peak(hall, Jobs.xargs(2, jobs.file())), "xargs")),
        List.of(Goal.valueAtMost(64, MEGABYTES), Goal.besideAtMost(GROWTH, 1.1)));
  }

  /** The heap after a collection, in a run of its own: to look at it is not for nothing. */
  private static Sample withHeap(Hall hall, Jobs jobs, Sample sample)
      throws IOException, InterruptedException {
    Map<Integer, Long> heap = new TreeMap<>();
    int last = jobs.count() - 1;
    try (BatchRun run =
        BatchRun.start(
            hall.plimsoll(), List.of("--concurrency", "2"), jobs.file(), hall.folder())) {
      run.each(
          (outcome, number) -> {
            if (number == last / 2 || number == last) {
              WatchedHeap.afterCollection(run.pid()).ifPresent(bytes -> heap.put(number, bytes));
            }
          });
    }
    Long half = heap.get(last / 2);
    Long end = heap.get(last);
    if (half == null || end == null) {
      return sample;
    }
    return sample
        .with("heap at half, MB", half / 1e6)
        .with("heap at the end, MB", end / 1e6)
        .with(GROWTH, (double) end / half);
  }
}
