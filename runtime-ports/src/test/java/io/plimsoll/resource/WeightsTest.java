package io.plimsoll.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the usual weigher says, and what it refuses. */
class WeightsTest {

  private static final Weigher<Object, Object> USUAL = Weigher.usual();

  record Point(int x, long y) {}

  record Tagged(String tag, Optional<Point> point, Object parts) {}

  record Holder(Object any) {}

  private static long weight(Object object) {
    return USUAL.bytes(TimeUnit.DAYS, object);
  }

  @Test
  void stringsWeighWhatTheirCharactersNeed() {
    assertThat(weight("")).isEqualTo(24 + 16);
    assertThat(weight("abcdefgh")).isEqualTo(24 + 24);
    assertThat(weight("\u00e9".repeat(8))).isEqualTo(24 + 24);
    assertThat(weight("\u03bbabcdefg")).isEqualTo(24 + 32);
    assertThat(weight("x".repeat(1_000_000))).isEqualTo(24 + 16 + 1_000_000);
  }

  @Test
  void arraysWeighTheirSlotsAndParts() {
    assertThat(weight(new byte[100])).isEqualTo(120);
    assertThat(weight(new char[100])).isEqualTo(216);
    assertThat(weight(new int[100])).isEqualTo(416);
    assertThat(weight(new long[100])).isEqualTo(816);
    assertThat(weight(new boolean[3])).isEqualTo(24);
    assertThat(weight(new String[] {"abcdefgh", null})).isEqualTo(24 + 48);
    assertThat(weight(new byte[][] {new byte[100], new byte[100]})).isEqualTo(24 + 240);
  }

  @Test
  void smallThingsWeighWhatTheyAre() {
    assertThat(weight(7)).isEqualTo(16);
    assertThat(weight(7L)).isEqualTo(24);
    assertThat(weight(true)).isZero();
    assertThat(weight(TimeUnit.HOURS)).isZero();
    assertThat(weight(Optional.empty())).isZero();
    assertThat(weight(Optional.of(7))).isEqualTo(32);
    assertThat(weight(Duration.ofDays(1))).isEqualTo(24);
    assertThat(weight(new UUID(1, 2))).isEqualTo(32);
    assertThat(weight(Path.of("/usr/bin/python3"))).isBetween(90L, 160L);
    assertThat(weight(BigInteger.ONE.shiftLeft(8_000))).isBetween(1_000L, 1_100L);
    assertThat(weight(new BigDecimal("1.5"))).isEqualTo(40);
    assertThat(USUAL.bytes("abcdefgh", 7L)).isEqualTo(48 + 24);
  }

  @Test
  void recordsWeighTheirFieldsAndParts() {
    assertThat(weight(new Point(1, 2))).isEqualTo(24);
    assertThat(weight(new Tagged("abcdefgh", Optional.of(new Point(1, 2)), new double[2])))
        .isEqualTo(24 + 48 + 16 + 24 + 32);
    assertThat(weight(new Holder(null))).isEqualTo(16);
  }

  @Test
  void whoKnowsItsWeightIsAsked() {
    assertThat(weight((Weighed) () -> 12_345)).isEqualTo(12_345);
    assertThat(weight(List.of((Weighed) () -> Long.MAX_VALUE))).isEqualTo(Long.MAX_VALUE);
    assertThatThrownBy(() -> weight((Weighed) () -> -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("weighs -1 bytes; must not be negative");
  }

  /** Figures of what a heap really holds are in the tests of the caches. */
  @Test
  @SuppressWarnings("JdkObsolete") // somebody will put one into a cache
  void containersWeighTheirTablesNodesAndParts() {
    List<Integer> thousand = IntStream.range(0, 1_000).boxed().toList();
    assertThat(weight(thousand) - 16_000).isBetween(4_000L, 4_100L);
    assertThat(weight(new ArrayList<>(thousand)) - 16_000).isBetween(4_000L, 6_100L);
    assertThat(weight(new LinkedList<>(thousand)) - 16_000).isBetween(24_000L, 24_100L);
    assertThat(weight(Set.copyOf(thousand)) - 16_000).isBetween(8_000L, 8_100L);
    Map<Integer, Integer> map = new HashMap<>();
    thousand.forEach(each -> map.put(each, each));
    assertThat(weight(map) - 32_000).isBetween(40_000L, 40_300L);
    assertThat(weight(new LinkedHashMap<>(map)) - 32_000).isBetween(48_000L, 48_300L);
    assertThat(weight(new TreeMap<>(map)) - 32_000).isBetween(40_000L, 48_300L);
    assertThat(weight(Map.copyOf(map)) - 32_000).isBetween(16_000L, 16_100L);
  }

  @Test
  void whatItCannotWeighItRefusesAndSaysWhatToDo() {
    for (Object unknown : List.of(new Object(), Runtime.getRuntime(), List.of(new Thread()))) {
      assertThatThrownBy(() -> weight(unknown))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("weigher: a part is a java.lang.")
          .hasMessageContaining("must be a string")
          .hasMessageContaining("io.plimsoll.resource.Weighed, or a weigher of your own");
    }
    List<Object> circle = new ArrayList<>();
    circle.add(circle);
    assertThatThrownBy(() -> weight(circle)).hasMessageContaining("deeper than 64 levels");
    Map<Object, Object> odd =
        new java.util.AbstractMap<>() {
          @Override
          public Set<Entry<Object, Object>> entrySet() {
            return Set.of();
          }
        };
    assertThatThrownBy(() -> weight(odd)).hasMessageContaining("collection or map of java.util");
  }
}
