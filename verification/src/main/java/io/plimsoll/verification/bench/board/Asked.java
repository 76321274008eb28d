package io.plimsoll.verification.bench.board;

import io.plimsoll.verification.proof.Options;
import io.plimsoll.verification.proof.UsageException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What is asked for on the command line.
 *
 * @param words all of it as it was given
 * @param names of the benches
 * @param rounds how many are to count; empty for as many as each bench has
 * @param seed of the orders in the rounds
 * @param json where every sample is to be written
 */
record Asked(
    List<String> words,
    List<String> names,
    boolean quick,
    OptionalInt rounds,
    long seed,
    Optional<Path> json) {

  private static final Set<String> NAMED = Set.of("--rounds", "--seed", "--json");

  Asked {
    words = List.copyOf(words);
    names = List.copyOf(names);
  }

  /**
   * Reads the arguments.
   *
   * @param known the names of all benches, which are all meant where none is named
   * @throws UsageException if there is another name or option, or a value cannot be read
   */
  static Asked of(List<String> arguments, List<String> known) {
    List<String> names = new ArrayList<>();
    List<String> rest = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      String word = arguments.get(i);
      boolean isValue = i > 0 && NAMED.contains(arguments.get(i - 1));
      (isValue || word.startsWith("-") ? rest : names).add(word);
    }
    List<String> strange = names.stream().filter(name -> !known.contains(name)).toList();
    if (!strange.isEmpty()) {
      throw new UsageException(
          "%s: is no bench; must be of %s; try %s"
              .formatted(String.join(", ", strange), String.join(" ", known), known.get(0)));
    }
    Options options = new Options(rest, Set.of("--quick"), NAMED);
    long rounds = options.number("--rounds", 5, 1, 1_000);
    return new Asked(
        arguments,
        names.isEmpty() ? known : names,
        options.has("--quick"),
        options.has("--rounds") ? OptionalInt.of((int) rounds) : OptionalInt.empty(),
        options.number("--seed", 1, 0, Long.MAX_VALUE),
        options.text("--json").map(Path::of));
  }
}
