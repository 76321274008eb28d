package io.plimsoll.verification.bench.board;

import io.plimsoll.verification.bench.Bench;
import io.plimsoll.verification.bench.Contest;
import io.plimsoll.verification.bench.Hall;
import io.plimsoll.verification.bench.Outcome;
import io.plimsoll.verification.bench.hot.CacheContests;
import io.plimsoll.verification.bench.hot.GateContests;
import io.plimsoll.verification.bench.hot.PoolContests;
import io.plimsoll.verification.bench.process.CaptureContests;
import io.plimsoll.verification.bench.process.KillContests;
import io.plimsoll.verification.bench.process.ManyContests;
import io.plimsoll.verification.bench.process.SpawnContests;
import io.plimsoll.verification.bench.program.FootprintContests;
import io.plimsoll.verification.bench.program.PythonContests;
import io.plimsoll.verification.bench.program.ScaleContests;
import io.plimsoll.verification.bench.program.StartContests;
import io.plimsoll.verification.proof.Proof;
import io.plimsoll.verification.workload.Findings;
import io.plimsoll.verification.workload.RealProgram;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Holds contests between ours and the peers in one run, and judges ours by its goals. */
public final class BenchProof implements Proof {

  /** Every bench, in the order in which they are held. A new one is one more line. */
  private static final List<Bench> BENCHES =
      List.of(
          new StartContests(),
          new FootprintContests(),
          new PythonContests(),
          new ScaleContests(),
          new SpawnContests(),
          new ManyContests(),
          new CaptureContests(),
          new KillContests(),
          new PoolContests(),
          new CacheContests(),
          new GateContests());

  /** By how much short runs may miss a goal. */
  private static final double QUICK_SLACK = 2;

  private final List<Bench> benches;

  /** The proof. */
  public BenchProof() {
    this(BENCHES);
  }

  /** One of these benches. */
  BenchProof(List<Bench> benches) {
    this.benches = List.copyOf(benches);
  }

  @Override
  public String name() {
    return "bench";
  }

  @Override
  public String words() {
    return """
        bench [NAME...] [--quick] [--rounds N] [--seed N] [--json FILE]
          Ours and the peers do the same work in turn, round by round: medians, intervals, ratios,
          and the goals of ours. A peer that fails or does other work is told and not counted.
          NAME        %s
          --quick     short, some rounds fewer than five; bounds wider by a factor of 2
          --rounds N  rounds that count   --seed N  of the orders in the rounds (1)
          --json FILE every sample; the page is verification/target/bench/index.html"""
        .formatted(String.join(" ", names()));
  }

  private List<String> names() {
    return benches.stream().map(Bench::name).toList();
  }

  @Override
  public boolean holds(List<String> arguments, PrintStream out) {
    Asked asked = Asked.of(arguments, names());
    return RealProgram.holds(
        name(),
        Optional.empty(),
        out,
        (root, folder, findings) ->
            hold(asked, new Hall(root, folder, asked.quick()), findings, out));
  }

  /** Holds what is asked for, and writes the page and the JSON. */
  void hold(Asked asked, Hall hall, Findings findings, PrintStream out)
      throws IOException, InterruptedException {
    Occasion occasion = Occasion.now(asked.words());
    List<Showing> showings = new Run(asked, hall, findings, out).all();
    Path page = hall.workshop().resolve("index.html");
    Files.writeString(page, BenchPage.html(occasion, showings));
    out.println("\npage: " + page);
    if (asked.json().isPresent()) {
      Files.writeString(asked.json().get(), Results.json(occasion, showings, findings.broken()));
    }
  }

  /** One run of some benches. */
  private final class Run {

    private final Asked asked;
    private final Hall hall;
    private final Findings findings;
    private final PrintStream out;
    private final Board board;

    Run(Asked asked, Hall hall, Findings findings, PrintStream out) {
      this.asked = asked;
      this.hall = hall;
      this.findings = findings;
      this.out = out;
      this.board = new Board(out);
    }

    List<Showing> all() throws IOException, InterruptedException {
      out.println("bench: ours and the peers in turn, in one run");
      if (hall.quick()) {
        out.println(
            "  quick: short runs, some of them fewer than five rounds; bounds are widened by a factor of 2");
      }
      List<Showing> showings = new ArrayList<>();
      for (Bench bench : benches) {
        if (asked.names().contains(bench.name())) {
          showings.add(hold(bench));
        }
      }
      findings.sum(sum(showings));
      return showings;
    }

    private Showing hold(Bench bench) throws IOException, InterruptedException {
      double slack = hall.quick() ? QUICK_SLACK : 1;
      int warmups = bench.warmups(hall);
      int rounds = asked.rounds().orElse(bench.rounds(hall));
      Optional<String> lacks = bench.lacks(hall);
      List<Outcome> outcomes = new ArrayList<>();
      Showing empty =
          new Showing(bench.name(), bench.words(), lacks, warmups, rounds, slack, outcomes);
      board.begin(empty);
      if (lacks.isPresent()) {
        return empty;
      }
      for (Contest contest : bench.contests(hall)) {
        Outcome outcome = contest.run(warmups, rounds, asked.seed());
        outcomes.add(outcome);
        board.tell(empty, outcome);
        judge(bench.name(), empty, outcome);
      }
      return new Showing(bench.name(), bench.words(), lacks, warmups, rounds, slack, outcomes);
    }

    private void judge(String bench, Showing showing, Outcome outcome) {
      String title = bench + ", " + outcome.contest().title() + ": ";
      String why = outcome.failed().get(outcome.ours());
      findings.require(why == null, title + "ours failed: " + why);
      for (Verdict verdict : showing.verdicts(outcome)) {
        findings.require(
            !verdict.isMissed(),
            title
                + "expected %s; seen %s, bound %s"
                    .formatted(
                        verdict.goal().words(),
                        verdict.seen().map(Amount::of).orElse("nothing"),
                        Amount.of(verdict.bound())));
      }
    }
  }

  private static String sum(List<Showing> showings) {
    List<Verdict> verdicts = showings.stream().flatMap(one -> one.verdicts().stream()).toList();
    return "%d contests, %d of %d goals reached, %d not judged"
        .formatted(
            showings.stream().mapToInt(one -> one.outcomes().size()).sum(),
            verdicts.stream().filter(one -> one.reached().orElse(false)).count(),
            verdicts.size(),
            verdicts.stream().filter(one -> one.reached().isEmpty()).count());
  }
}
