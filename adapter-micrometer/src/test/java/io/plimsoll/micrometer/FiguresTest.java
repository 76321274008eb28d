package io.plimsoll.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.resource.CacheStats;
import io.plimsoll.resource.PoolStats;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Everything that is counted of a cache and of a pool is shown, each by one figure. */
class FiguresTest {

  @Test
  void everyCountOfACacheIsShownOnce() {
    CacheStats stats = new CacheStats("names", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
    assertThat(values(NamedFigures.CACHE, stats))
        .isEqualTo(numbers(CacheStats.class.getRecordComponents().length - 1));
  }

  @Test
  void everyCountOfAPoolIsShownOnce() {
    PoolStats stats = new PoolStats("orders", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    assertThat(values(NamedFigures.POOL, stats))
        .isEqualTo(numbers(PoolStats.class.getRecordComponents().length - 1));
  }

  private static <S> List<Long> values(List<Figure<S>> figures, S stats) {
    return figures.stream()
        .map(figure -> (long) figure.value().applyAsDouble(stats))
        .sorted(Comparator.naturalOrder())
        .toList();
  }

  private static List<Long> numbers(int most) {
    return LongStream.rangeClosed(1, most).boxed().toList();
  }
}
