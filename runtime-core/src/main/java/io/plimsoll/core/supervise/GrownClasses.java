package io.plimsoll.core.supervise;

import io.plimsoll.memory.HeapClass;
import io.plimsoll.memory.Holder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * By which classes a heap has grown: the largest as it began to seem so, and as it was sure.
 *
 * @param before the largest then, with what they took
 * @param after the same later; empty while nobody has looked again
 */
record GrownClasses(List<HeapClass> before, List<HeapClass> after) {

  /** The most that are named. */
  static final int MOST = 5;

  /** What grew by less is not worth a word. */
  private static final long LEAST = 64 << 10;

  static final GrownClasses UNKNOWN = new GrownClasses(List.of(), List.of());

  GrownClasses {
    before = List.copyOf(before);
    after = List.copyOf(after);
  }

  /** The same after another look. */
  GrownClasses seen(List<HeapClass> classes) {
    return before.isEmpty()
        ? new GrownClasses(classes, List.of())
        : new GrownClasses(before, classes);
  }

  /** Those that grew most, with what they took more, for the report. */
  List<Holder> holders() {
    List<Holder> grown = new ArrayList<>();
    for (HeapClass now : after) {
      HeapClass then = then(now);
      if (now.bytes() - then.bytes() >= LEAST) {
        grown.add(
            new Holder(
                "class",
                now.name(),
                now.bytes() - then.bytes(),
                "%d objects more, of %d, since the heap seems to grow"
                    .formatted(now.objects() - then.objects(), now.objects())));
      }
    }
    grown.sort(new LargestFirst());
    return grown.subList(0, Math.min(MOST, grown.size()));
  }

  private static final class LargestFirst implements Comparator<Holder> {

    @Override
    public int compare(Holder one, Holder other) {
      return Long.compare(other.bytes(), one.bytes());
    }
  }

  /** One that was not among the largest took as much as the least of those at most. */
  private HeapClass then(HeapClass now) {
    return before.stream()
        .filter(one -> one.name().equals(now.name()))
        .findFirst()
        .orElseGet(() -> new HeapClass(now.name(), 0, before.get(before.size() - 1).bytes()));
  }
}
