package io.plimsoll.verification.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ContestTest {

  private static Contest contest(Contestant... contestants) {
    return new Contest("work", "ms", false, List.of(contestants), List.of());
  }

  private static Contestant steady(String name, double value) {
    return new Contestant(name, () -> Sample.of(value));
  }

  /** Half a bell of noise, and in one round of four a machine that is three times as slow. */
  private static Contestant noisy(String name, double value, Random noise, double[] machine) {
    return new Contestant(
        name, () -> Sample.of(value * machine[0] * Math.exp(0.03 * noise.nextGaussian())));
  }

  @Test
  void roundsThatWarmUpAreNotCountedAndAllDoEachRoundOnce() throws Exception {
    List<String> order = new ArrayList<>();
    Contestant[] three = new Contestant[3];
    for (int i = 0; i < 3; i++) {
      String name = "c" + i;
      three[i] =
          new Contestant(
              name,
              () -> {
                order.add(name);
                return Sample.of(order.size());
              });
    }
    Outcome outcome = contest(three).run(2, 40, 7);
    assertThat(outcome.samples().values()).allMatch(samples -> samples.size() == 40);
    assertThat(outcome.samples().values().stream().flatMap(List::stream))
        .allMatch(sample -> sample.value() > 6);
    Set<List<String>> orders = new HashSet<>();
    for (int round = 0; round < 42; round++) {
      List<String> one = order.subList(3 * round, 3 * round + 3);
      assertThat(one).containsExactlyInAnyOrder("c0", "c1", "c2");
      orders.add(List.copyOf(one));
    }
    assertThat(orders).hasSizeGreaterThan(4);

    List<String> first = List.copyOf(order);
    order.clear();
    contest(three).run(2, 40, 7);
    assertThat(order).isEqualTo(first);
    order.clear();
    contest(three).run(2, 40, 8);
    assertThat(order).isNotEqualTo(first);
  }

  @Test
  void aPeerThatFailsOrDoesOtherWorkIsReportedAndNotCounted() throws Exception {
    int[] runs = {0};
    Contestant tires =
        new Contestant(
            "tires",
            () -> {
              if (++runs[0] > 3) {
                throw new IOException("left with status 1, expected 0");
              }
              return Sample.of(1);
            });
    Contestant cheats =
        new Contestant(
            "cheats",
            () -> {
              throw new IOException("did 9 of 10 jobs");
            });
    Contestant absent = Contestant.absent("absent", "apt-get install it");
    Outcome outcome =
        contest(steady("ours", 2), tires, cheats, absent, steady("peer", 4)).run(1, 5);
    assertThat(outcome.failed())
        .containsEntry("tires", "left with status 1, expected 0")
        .containsEntry("cheats", "did 9 of 10 jobs")
        .containsEntry("absent", "is not here: apt-get install it")
        .hasSize(3);
    assertThat(runs[0]).isEqualTo(4);
    for (String name : List.of("tires", "cheats", "absent")) {
      assertThat(outcome.values(name)).isEmpty();
      assertThat(outcome.ratio(name)).isEmpty();
      assertThat(Goal.atMost(1, name).reached(outcome, 1)).isEmpty();
    }
    assertThat(outcome.ratio("peer").orElseThrow().median()).isEqualTo(0.5);
    assertThat(Goal.atMost(0.5, "peer").reached(outcome, 1)).contains(true);
    assertThat(Goal.atLeast(0.6, "peer").reached(outcome, 1)).contains(false);
    assertThat(Goal.atLeast(0.6, "peer").reached(outcome, 2)).contains(true);
    // One that is missed so far: the full run says so, and a short one looks whether it holds.
    assertThat(Goal.atLeast(0.6, "peer").missedSoFar(0.4).reached(outcome, 1)).contains(false);
    assertThat(Goal.atLeast(0.6, "peer").missedSoFar(0.4).reached(outcome, 2)).contains(true);
    assertThat(Goal.atLeast(2.0, "peer").missedSoFar(0.55).reached(outcome, 2)).contains(false);
  }

  @Test
  void whereOursFailsItEndsAndNoGoalCanBeJudged() throws Exception {
    int[] runs = {0};
    Contestant peer = new Contestant("peer", () -> Sample.of(++runs[0]));
    Contestant ours =
        new Contestant(
            "ours",
            () -> {
              throw new IOException("no");
            });
    Outcome outcome = contest(ours, peer).run(0, 100);
    assertThat(outcome.failed()).containsEntry("ours", "no");
    assertThat(runs[0]).isLessThanOrEqualTo(1);
    assertThat(Goal.atMost(1, "peer").reached(outcome, 1)).isEmpty();
    assertThat(Goal.valueAtMost(1, "ms").reached(outcome, 1)).isEmpty();
    assertThat(Goal.besideAtMost("CPU", 1).reached(outcome, 1)).isEmpty();
  }

  @Test
  void figuresBesideAreThoseOfTheContestantsThatHaveThem() throws Exception {
    Contestant ours = new Contestant("ours", () -> Sample.of(1).with("CPU", 3).with("MB", 5));
    Outcome outcome = contest(ours, steady("peer", 1)).run(0, 5);
    assertThat(outcome.beside("ours", "CPU").map(Spread::median)).contains(3.0);
    assertThat(outcome.beside("peer", "CPU")).isEmpty();
    assertThat(Goal.besideAtMost("MB", 5).reached(outcome, 1)).contains(true);
    assertThat(Goal.besideAtMost("CPU", 2.9).reached(outcome, 1)).contains(false);
    assertThat(Goal.besideAtMost("disk", 1).reached(outcome, 1)).isEmpty();
  }

  /**
   * The interval holds what it says: with two equal contestants, over 1,000 contests, the ratio of
   * 1.0 lies within in at least as many cases as it promises, but for three standard deviations of
   * that number. 5 rounds promise 93.75 %, 15 rounds 96.5 %, 21 rounds 92.2 %.
   */
  @Test
  void twoEqualContestantsHaveARatioOfOneWithinTheIntervalAsOftenAsItSays() throws Exception {
    for (int rounds : new int[] {5, 15, 21}) {
      Random noise = new Random(20_261_127);
      double[] machine = {1};
      int held = 0;
      double promised = 0;
      for (int i = 0; i < 1_000; i++) {
        Contest contest = disturbed(noise, machine, 1);
        Spread ratio = contest.run(1, rounds, i).ratio("peer").orElseThrow();
        held += ratio.holds(1.0) ? 1 : 0;
        promised = ratio.confidence();
      }
      double slack = 3 * Math.sqrt(promised * (1 - promised) * 1_000);
      assertThat((double) held).isBetween(1_000 * promised - slack, 1_000 * promised + slack);
    }
  }

  @Test
  void oneThatIsSlowerByAFifthIsSeenAsSlowerThoughTheMachineIsAtTimesThreeTimesAsSlow()
      throws Exception {
    Random noise = new Random(20_261_127);
    double[] machine = {1};
    for (int i = 0; i < 200; i++) {
      Spread ratio = disturbed(noise, machine, 1.2).run(1, 5, i).ratio("peer").orElseThrow();
      assertThat(ratio.low()).isGreaterThan(1.0);
      assertThat(ratio.median()).isBetween(1.08, 1.34);
    }
  }

  /** Two on a machine that is slow for whole rounds. */
  private static Contest disturbed(Random noise, double[] machine, double ours) {
    int[] runs = {0};
    Contestant mine = noisy("ours", ours, noise, machine);
    Contestant theirs = noisy("peer", 1, noise, machine);
    return contest(
        new Contestant("ours", () -> weather(noise, machine, runs, mine)),
        new Contestant("peer", () -> weather(noise, machine, runs, theirs)));
  }

  /** At the begin of each round the machine may have become slow, or quick again. */
  private static Sample weather(Random noise, double[] machine, int[] runs, Contestant contestant)
      throws IOException, InterruptedException {
    if (runs[0]++ % 2 == 0) {
      machine[0] = noise.nextInt(4) == 0 ? 3 : 1;
    }
    return contestant.trial().run();
  }

  @Test
  void aFigureOfItsOwnMayBeAGoal() throws Exception {
    Outcome outcome = contest(steady("ours", 5), steady("peer", 4)).run(0, 5);
    Goal difference =
        new Goal(
            "at most 2 ms more than peer",
            seen ->
                seen.values("ours")
                    .flatMap(a -> seen.values("peer").map(b -> a.median() - b.median())),
            2,
            true);
    assertThat(difference.reached(outcome, 1)).contains(true);
    assertThat(difference.figure().isInProportion()).isFalse();
    assertThat(Goal.atMost(2, "peer").figure().isInProportion()).isTrue();
    assertThat(Goal.valueAtMost(2, "ms").figure().of(outcome)).isEqualTo(Optional.of(5.0));
  }
}
