package io.plimsoll.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.memory.HeapClass;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Reads what the JVM says of the classes of its heap. */
class ClassHistogramTest {

  private static final class Planted {}

  @Test
  void namesAreAsInSource() {
    Stream<String> said =
        Stream.of(
            " num     #instances         #bytes  class name (module)",
            "-------------------------------------------------------",
            "   1:         12345        1234567  [B (java.base@17.0.15)",
            "   2:            30           2000  [[Ljava.lang.String; (java.base@17.0.15)",
            "   3:             7            500  java.util.HashMap$Node (java.base@17.0.15)",
            "   4:             1             16  com.example.Own",
            "Total         12383        1237083");
    assertThat(ClassHistogram.read(said))
        .containsExactly(
            new HeapClass("byte[]", 12_345, 1_234_567),
            new HeapClass("java.lang.String[][]", 30, 2_000),
            new HeapClass("java.util.HashMap$Node", 7, 500),
            new HeapClass("com.example.Own", 1, 16));
  }

  @Test
  void noMoreThanTheLargestAreTold() {
    Stream<String> said = IntStream.range(1, 100).mapToObj(i -> i + ": 1 16 com.example.C" + i);
    assertThat(ClassHistogram.read(said)).hasSize(ClassHistogram.MOST);
  }

  @Test
  void thisJvmTellsOfItsOwnHeap() {
    List<Planted> many = new ArrayList<>();
    for (int i = 0; i < 400_000; i++) {
      many.add(new Planted());
    }
    assertThat(ClassHistogram.now())
        .filteredOn(one -> one.name().equals(Planted.class.getName()))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.objects()).isEqualTo(many.size());
              assertThat(one.bytes()).isGreaterThanOrEqualTo(8L * many.size());
            });
  }
}
