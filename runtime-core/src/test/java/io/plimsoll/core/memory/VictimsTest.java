package io.plimsoll.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.memory.Victims.Choice;
import io.plimsoll.memory.TreeReading;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which tree is ended where a figure stands right at a line. */
class VictimsTest {

  private static TreeReading tree(String lease, double part, long seconds) {
    return new TreeReading(
        lease, Drive.bytes(part), Duration.ofSeconds(seconds).toNanos(), 0, false);
  }

  private static TreeReading ending(String lease, double part) {
    return new TreeReading(lease, Drive.bytes(part), 1, 0, true);
  }

  /** Whom the usual lines choose where so much is held in all. */
  private static Optional<Choice> choose(double held, TreeReading... trees) {
    Sight sight =
        new Sight(Drive.bytes(held), Drive.bytes(held), Drive.bytes(held), Drive.LIMIT, 0);
    return new Victims(MemoryPolicy.usual(), sight, List.of(trees)).choose();
  }

  private static Optional<String> lease(Optional<Choice> choice) {
    return choice.map(it -> it.tree().lease());
  }

  @Test
  void nobodyGoesWhereWhatIsBeingEndedAnywayIsEnough() {
    assertThat(choose(0.86, tree("a", 0.5, 1), ending("b", 0.36))).isEmpty();
  }

  @Test
  void whatIsBeingEndedAlreadyIsNotEndedAgain() {
    assertThat(lease(choose(1.1, tree("old", 0.8, 100), ending("young", 0.2)))).contains("old");
  }

  @Test
  void aTreeRightAtTheFloorIsWorthIt() {
    assertThat(lease(choose(0.85, tree("a", 0.01, 1)))).contains("a");
  }

  @Test
  void nobodyGoesWhereTheEndOfAllLeavesTheUpperLineReached() {
    assertThat(choose(0.90, tree("a", 0.03, 1), tree("b", 0.02, 2))).isEmpty();
    assertThat(lease(choose(0.90, tree("a", 0.03, 1), tree("b", 0.021, 2)))).contains("a");
  }

  @Test
  void aTreeWhoseEndComesRightToTheLowerLineIsNotEnough() {
    assertThat(lease(choose(0.86, tree("young", 0.11, 1), tree("old", 0.2, 2)))).contains("old");
    assertThat(lease(choose(0.86, tree("young", 0.12, 1), tree("old", 0.2, 2)))).contains("young");
  }

  @Test
  void theWordsTellThatTheWorkIsNotTriedAgain() {
    assertThat(choose(0.86, tree("a", 0.5, 1)).orElseThrow().words())
        .isEqualTo(
            "it holds 476.8 MiB, ran 1.0 s, is not tried again;"
                + " of those that are enough alone it loses the least work");
  }
}
