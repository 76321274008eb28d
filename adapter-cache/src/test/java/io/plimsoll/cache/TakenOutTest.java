package io.plimsoll.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.resource.Cache;
import io.plimsoll.resource.CachePolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was taken out while it was loaded is seen by nobody after that, not for a moment either. */
class TakenOutTest {

  private final Bench bench = new Bench("1m", 4);

  @AfterEach
  void close() {
    bench.close();
  }

  /** Tells each time that it is hashed: so others come between any two steps of the cache. */
  private static final class Key {
    private Runnable between = () -> {};
    private boolean within;

    @Override
    public int hashCode() {
      if (!within) {
        within = true;
        between.run();
        within = false;
      }
      return 1;
    }

    @Override
    public boolean equals(Object other) {
      return this == other;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void whoTookItOutNeverSeesIt(int step) throws Exception {
    Cache<Key, String> cache =
        bench.caches.open("keys", CachePolicy.entries(10), (key, value) -> 10);
    Key key = new Key();
    List<Optional<String>> seen = new ArrayList<>();
    int[] steps = {0};
    Runnable others =
        () -> {
          if (++steps[0] == step) {
            cache.remove(key);
          } else if (steps[0] > step) {
            seen.add(cache.get(key));
          }
        };
    String loaded =
        cache.get(
            key,
            same -> {
              key.between = others;
              return "older";
            });
    key.between = () -> {};
    assertThat(loaded).isEqualTo("older");
    assertThat(steps[0]).as("it was taken out").isGreaterThan(step);
    assertThat(seen).allMatch(Optional::isEmpty);
    assertThat(cache.get(key)).isEmpty();
    assertThat(cache.stats().entries()).isZero();
  }
}
