package io.plimsoll.verification.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JudgementTest {

  private static final String DUE = "Due.earlier | changed conditional boundary";
  private static final String SCOPE = "ledger.ScopeNode.close | removed call to Set::remove";

  private static Mutant mutant(String key, Mutant.Fate fate) {
    return new Mutant(key, "io.plimsoll.core", 12, fate);
  }

  /** So many killed mutants, and these. */
  private static List<Mutant> killedAnd(int killed, Mutant... others) {
    List<Mutant> mutants = new ArrayList<>(List.of(others));
    for (int i = 0; i < killed; i++) {
      mutants.add(mutant("Due.after | change " + i, Mutant.Fate.KILLED));
    }
    return mutants;
  }

  private static String printed(Judgement judgement) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    MutateProof.print(judgement, 1, new PrintStream(bytes, true, StandardCharsets.UTF_8));
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void survivorsThatAllHaveTheirReasonLeaveItHeld() {
    Judgement judgement =
        new Judgement(
            killedAnd(
                18,
                mutant(DUE, Mutant.Fate.SURVIVED),
                mutant("loop | without end", Mutant.Fate.TIMED_OUT)),
            Map.of(DUE, "equivalent"));
    assertThat(judgement.broken()).isEmpty();
    assertThat(printed(judgement))
        .contains("mutate: held, 19 of 20 mutants noticed (95.0 %), 1 survive")
        .doesNotContain("SURVIVES", "BROKEN");
  }

  @Test
  void aSurvivorWithoutAReasonBreaksItAndIsNamed() {
    for (Mutant.Fate fate : List.of(Mutant.Fate.SURVIVED, Mutant.Fate.NOT_REACHED)) {
      Judgement judgement = new Judgement(killedAnd(99, mutant(SCOPE, fate)), Map.of());
      assertThat(judgement.broken()).containsExactly("1 survive without a reason");
      assertThat(printed(judgement))
          .contains("  SURVIVES: " + SCOPE + " (line 12)")
          .contains("mutate: BROKEN, 1 survive without a reason; 99 of 100 mutants noticed")
          .doesNotContain("mutate: held");
    }
  }

  @Test
  void aReasonOfNoSurvivorBreaksItAndIsNamed() {
    Judgement judgement =
        new Judgement(
            killedAnd(9, mutant(DUE, Mutant.Fate.KILLED)),
            Map.of(DUE, "killed meanwhile", SCOPE, "no such mutant any more"));
    assertThat(judgement.broken()).containsExactly("2 reasons belong to no survivor");
    assertThat(printed(judgement))
        .contains("  NO SURVIVOR ANY MORE, take its reason out: " + DUE)
        .contains("  NO SURVIVOR ANY MORE, take its reason out: " + SCOPE)
        .contains("mutate: BROKEN, 2 reasons belong to no survivor");
  }

  @Test
  void tooFewNoticedBreakItHoweverGoodTheReasons() {
    assertThat(
            new Judgement(
                    killedAnd(
                        5, mutant(DUE, Mutant.Fate.SURVIVED), mutant(SCOPE, Mutant.Fate.SURVIVED)),
                    Map.of(DUE, "equivalent", SCOPE, "equivalent"))
                .broken())
        .containsExactly("fewer than 85 % of the mutants are killed");
  }

  @Test
  void aRunThatMadeNoMutantsProvesNothing() {
    assertThat(new Judgement(List.of(), Map.of()).broken())
        .containsExactly("fewer than 85 % of the mutants are killed");
  }

  @Test
  void allThatIsWrongIsSaidAtOnce() {
    assertThat(
            new Judgement(List.of(mutant(SCOPE, Mutant.Fate.SURVIVED)), Map.of(DUE, "gone"))
                .broken())
        .hasSize(3);
  }
}
