package io.plimsoll.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.Plimsoll;
import io.plimsoll.resource.Cache;
import io.plimsoll.resource.CachePolicy;
import io.plimsoll.resource.Weigher;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** However many caches there are, there are so many series. */
@Timeout(60)
class NamesTest {

  private Plimsoll plimsoll;
  private Meters meters;

  @BeforeEach
  void begin() {
    plimsoll = Meters.start("cache.limit", "500");
    meters = new Meters(2, plimsoll);
  }

  @AfterEach
  void end() {
    meters.close();
  }

  private Cache<String, String> cache(String name) {
    return plimsoll.cache(name, CachePolicy.entries(10), Weigher.usual());
  }

  private static void read(Cache<String, String> cache, int times) {
    for (int i = 0; i < times; i++) {
      var unused = cache.get("nowhere");
    }
  }

  private double misses(String cache) {
    return meters.value("plimsoll.cache.gets", "cache", cache, "result", "miss");
  }

  @Test
  void thoseBeyondTheBoundAreAddedUp() {
    List<Cache<String, String>> all = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      all.add(cache("c" + i));
      read(all.get(i), i + 1);
    }
    meters.scrape();
    assertThat(meters.tagged("plimsoll.cache.gets", "cache")).containsExactly("c0", "c1", "other");
    assertThat(misses("c0")).isEqualTo(1);
    assertThat(misses("c1")).isEqualTo(2);
    assertThat(misses("other")).isEqualTo(3 + 4 + 5);
    assertThat(meters.value("plimsoll.cache.entries.max", "cache", "other")).isEqualTo(30);
    assertThat(meters.value("plimsoll.caches.open")).isEqualTo(5);
  }

  @Test
  void fourHundredCachesHaveAsManySeriesAsThree() {
    int without = meters.all().size();
    for (int i = 0; i < 400; i++) {
      cache("c" + i);
    }
    meters.scrape();
    meters.scrape();
    assertThat(meters.all()).hasSize(without + 3 * NamedFigures.CACHE.size());
  }

  @Test
  void noCountFallsWhenOneThatSharesIsClosed() {
    cache("c0");
    cache("c1");
    Cache<String, String> third = cache("c2");
    Cache<String, String> fourth = cache("c3");
    read(third, 10);
    read(fourth, 1);
    meters.scrape();
    assertThat(misses("other")).isEqualTo(11);
    third.close();
    read(fourth, 2);
    meters.scrape();
    assertThat(misses("other")).isEqualTo(13);
    assertThat(meters.value("plimsoll.cache.entries.max", "cache", "other")).isEqualTo(10);
  }

  @Test
  void aPlaceThatIsFreeAgainIsForTheNextOneAndNotForWhoShares() {
    Cache<String, String> first = cache("c0");
    cache("c1");
    cache("c2");
    meters.scrape();
    first.close();
    cache("c3");
    meters.scrape();
    assertThat(meters.tagged("plimsoll.cache.gets", "cache")).containsExactly("c1", "c3", "other");
    assertThat(meters.value("plimsoll.cache.entries.max", "cache", "other")).isEqualTo(10);
  }

  @Test
  void oneThatWasClosedAndOpenedAgainMeanwhileGoesOnCounting() {
    Cache<String, String> before = cache("c0");
    read(before, 5);
    meters.scrape();
    before.close();
    read(cache("c0"), 2);
    meters.scrape();
    assertThat(misses("c0")).isEqualTo(7);
  }

  @Test
  void oneThatIsCalledLikeTheRestIsOneOfTheRest() {
    read(cache("other"), 1);
    read(cache("c1"), 1);
    read(cache("c2"), 1);
    read(cache("c3"), 1);
    meters.scrape();
    assertThat(meters.tagged("plimsoll.cache.gets", "cache")).containsExactly("c1", "c2", "other");
    assertThat(misses("other")).isEqualTo(2);
  }
}
