package io.plimsoll.verification.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SimulationTest {

  private static final Logger CORE_LOG = Logger.getLogger("io.plimsoll.core");

  @BeforeAll
  static void launchersThrowOnPurpose() {
    CORE_LOG.setLevel(Level.OFF);
  }

  @AfterAll
  static void logAgain() {
    CORE_LOG.setLevel(null);
  }

  @Test
  void theInvariantsHoldOverThreeHundredSeeds() {
    Sweep sweep = new Sweep(Subject::real, 1, 300, SimulateProof.STEPS);
    assertThat(sweep.run()).isNull();
    assertThat(sweep.figures().seeds).isEqualTo(300);
    assertThat(sweep.figures().repeated).isPositive();
    assertThat(sweep.figures().kills).isPositive();
    assertThat(sweep.figures().outcomes.keySet()).hasSizeGreaterThanOrEqualTo(7);
  }

  @Test
  void theSameSeedGivesTheSameRun() {
    for (long seed = 1; seed < 10; seed++) {
      List<String> first = new ArrayList<>();
      List<String> second = new ArrayList<>();
      World.Result one = World.run(Generator.plan(seed, 50), Subject::real, first::add);
      World.Result two = World.run(Generator.plan(seed, 50), Subject::real, second::add);
      assertThat(one.hash()).isEqualTo(two.hash());
      assertThat(first).isEqualTo(second);
    }
  }

  @Test
  void aStartToldInTheInstantInWhichItIsGivenUpLeavesNothingBehind() {
    assertThat(World.run(Generator.plan(911, 60), Subject::real).violation()).isNull();
  }

  @Test
  void anotherSeedGivesAnotherRun() {
    World.Result one = World.run(Generator.plan(1, 50), Subject::real);
    World.Result two = World.run(Generator.plan(2, 50), Subject::real);
    assertThat(one.hash()).isNotEqualTo(two.hash());
  }
}
