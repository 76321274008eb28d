package io.plimsoll.core.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.plimsoll.memory.HeapClass;
import io.plimsoll.memory.Holder;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which classes are named for a heap that grows. */
class GrownClassesTest {

  private static final long KIB = 1 << 10;

  private static GrownClasses grown(List<HeapClass> before, List<HeapClass> after) {
    return GrownClasses.UNKNOWN.seen(before).seen(after);
  }

  private static HeapClass of(String name, long kib) {
    return new HeapClass(name, kib, kib * KIB);
  }

  @Test
  void whoWasNotSeenTwiceIsNotNamed() {
    assertThat(GrownClasses.UNKNOWN.holders()).isEmpty();
    assertThat(GrownClasses.UNKNOWN.seen(List.of(of("a", 100))).holders()).isEmpty();
  }

  @Test
  void whatGrewMostComesFirst() {
    GrownClasses classes =
        grown(
            List.of(of("a", 900), of("b", 400), of("c", 300)),
            List.of(of("a", 1_000), of("b", 700), of("c", 363), of("d", 364)));
    assertThat(classes.holders())
        .extracting(Holder::owner, Holder::bytes)
        .containsExactly(tuple("b", 300 * KIB), tuple("a", 100 * KIB), tuple("d", 64 * KIB));
  }

  @Test
  void noMoreThanTheBoundAreNamed() {
    List<HeapClass> after = IntStream.range(0, 9).mapToObj(i -> of("c" + i, 500 - i)).toList();
    assertThat(grown(List.of(of("other", 1)), after).holders())
        .extracting(Holder::owner)
        .containsExactly("c0", "c1", "c2", "c3", "c4");
  }

  @Test
  void theLastLookIsComparedWithTheFirst() {
    GrownClasses classes =
        grown(List.of(of("a", 100)), List.of(of("a", 200))).seen(List.of(of("a", 400)));
    assertThat(classes.holders()).extracting(Holder::bytes).containsExactly(300 * KIB);
  }
}
