package io.plimsoll.core.memory;

import io.plimsoll.memory.TreeReading;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which tree is ended: the one that frees most for the least lost work.
 *
 * <p>Of the trees whose end alone brings the memory below the lower line, the one with the least
 * work to lose: one whose command would be tried again before one that would not, then the
 * youngest. Where no tree alone is enough, the one that holds most. Nobody is ended where that
 * cannot help: trees below the floor, or where the end of all of them would not bring the memory
 * below the upper line.
 *
 * @param policy the lines
 * @param sight what the runtime and its trees hold
 * @param trees the trees
 */
record Victims(MemoryPolicy policy, Sight sight, List<TreeReading> trees) {

  private static final Comparator<TreeReading> LEAST_LOST =
      Comparator.comparing((TreeReading tree) -> tree.retriesLeft() == 0)
          .thenComparingLong(TreeReading::ageNanos)
          .thenComparing(TreeReading::lease);

  private static final Comparator<TreeReading> MOST_FREED =
      Comparator.comparingLong(TreeReading::residentBytes).reversed().thenComparing(LEAST_LOST);

  /** A tree, and why this one. */
  record Choice(TreeReading tree, String words) {}

  Optional<Choice> choose() {
    long expected = sight.sure() - bytes(trees.stream().filter(TreeReading::ending).toList());
    double upper = policy.kill().enter() * sight.limit();
    double lower = policy.kill().leave() * sight.limit();
    List<TreeReading> worth =
        trees.stream()
            .filter(tree -> !tree.ending())
            .filter(tree -> tree.residentBytes() >= policy.killFloor() * sight.limit())
            .toList();
    if (expected < upper || expected - bytes(worth) >= upper) {
      return Optional.empty();
    }
    Optional<TreeReading> enough =
        worth.stream().filter(tree -> expected - tree.residentBytes() < lower).min(LEAST_LOST);
    return enough.isPresent()
        ? enough.map(tree -> choice(tree, "of those that are enough alone it loses the least work"))
        : worth.stream()
            .min(MOST_FREED)
            .map(tree -> choice(tree, "none is enough alone, it holds most"));
  }

  private static Choice choice(TreeReading tree, String why) {
    return new Choice(
        tree,
        "it holds %s, ran %s, %s; %s"
            .formatted(
                Figures.size(tree.residentBytes()),
                Figures.seconds(tree.ageNanos()),
                tree.retriesLeft() == 0 ? "is not tried again" : "is tried again",
                why));
  }

  private static long bytes(List<TreeReading> some) {
    return some.stream().mapToLong(TreeReading::residentBytes).sum();
  }
}
