package io.plimsoll.verification.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a contest showed.
 *
 * @param samples by contestant, in the order of the rounds; those that failed are not among them
 * @param failed why, by contestant
 */
public record Outcome(
    Contest contest, Map<String, List<Sample>> samples, Map<String, String> failed) {

  public Outcome {
    samples = new LinkedHashMap<>(samples);
    failed = new LinkedHashMap<>(failed);
  }

  /** The name of ours. */
  public String ours() {
    return contest.contestants().get(0).name();
  }

  /** The values of a contestant; empty if it failed, or ours did in the first round. */
  public Optional<Spread> values(String name) {
    return Optional.ofNullable(samples.get(name))
        .filter(each -> !each.isEmpty())
        .map(each -> Spread.of(each.stream().map(Sample::value).toList()));
  }

  /** A figure beside the values; empty if the contestant failed or has none of that name. */
  public Optional<Spread> beside(String name, String figure) {
    List<Double> figures =
        samples.getOrDefault(name, List.of()).stream()
            .flatMap(each -> Optional.ofNullable(each.beside().get(figure)).stream())
            .toList();
    return figures.isEmpty() ? Optional.empty() : Optional.of(Spread.of(figures));
  }

  /**
   * Ours over that of a peer, round by round: what disturbs a round disturbs both. Empty if one of
   * the two failed.
   */
  public Optional<Spread> ratio(String peer) {
    List<Sample> mine = samples.get(ours());
    List<Sample> theirs = samples.get(peer);
    if (mine == null || theirs == null || mine.isEmpty() || theirs.isEmpty()) {
      return Optional.empty();
    }
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < Math.min(mine.size(), theirs.size()); i++) {
      ratios.add(mine.get(i).value() / theirs.get(i).value());
    }
    return Optional.of(Spread.of(ratios));
  }
}
