package io.plimsoll.micrometer;

import io.micrometer.core.instrument.Tag;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * All caches, or all pools: so many have figures under their names, as they come, and the further
 * ones share one. What shares goes on sharing until it is closed, so that no count ever falls.
 * Called by one thread at a time.
 *
 * @param <S> the counts that are read of each
 */
final class Group<S> {

  private final String key;
  private final int mostNames;
  private final List<Figure<S>> figures;
  private final Function<S, String> name;

  // By name: mostNames, and one that the rest shares.
  private final Map<String, Named<S>> shown = new HashMap<>();

  // As many as are open.
  private Map<String, S> before = new HashMap<>();

  // As many as are open: under which name each is shown.
  private Map<String, String> places = new HashMap<>();

  /**
   * A group of nothing.
   *
   * @param key the tag that tells them apart
   * @param mostNames how many have figures of their own
   */
  Group(String key, int mostNames, List<Figure<S>> figures, Function<S, String> name) {
    this.key = key;
    this.mostNames = mostNames;
    this.figures = figures;
    this.name = name;
  }

  /** Takes what there is now, and has figures that come and go shown and removed. */
  void read(List<S> all, Shelf shelf) {
    Map<String, S> now = new LinkedHashMap<>();
    all.forEach(each -> now.put(name.apply(each), each));
    places.keySet().retainAll(now.keySet());
    List<String> gone =
        shown.keySet().stream()
            .filter(place -> !place.equals(PlimsollMetrics.OTHER) && !places.containsKey(place))
            .toList();
    for (String place : gone) {
      shown.remove(place);
      shelf.remove(Tag.of(key, place));
    }
    Map<String, Named<S>.Round> rounds = new HashMap<>();
    shown.forEach((place, named) -> rounds.put(place, named.begin()));
    now.forEach(
        (each, stats) -> {
          String place = places.computeIfAbsent(each, this::place);
          rounds.computeIfAbsent(place, it -> open(it, shelf).begin()).add(stats, before.get(each));
        });
    rounds.values().forEach(Named.Round::end);
    before = now;
  }

  private String place(String each) {
    long own = places.values().stream().filter(it -> !it.equals(PlimsollMetrics.OTHER)).count();
    return own < mostNames ? each : PlimsollMetrics.OTHER;
  }

  private Named<S> open(String place, Shelf shelf) {
    Named<S> named = new Named<>(figures);
    shown.put(place, named);
    for (int i = 0; i < figures.size(); i++) {
      int figure = i;
      shelf.add(figures.get(i), Tag.of(key, place), () -> named.value(figure));
    }
    return named;
  }
}
