package io.plimsoll.memory;

/**
 * How full the memory is at one moment, in bytes.
 *
 * @param heap the heap of the runtime
 * @param resident the runtime's own resident memory, its heap with all garbage included
 * @param outside the part of it that is not heap, as far as that can be told
 * @param limit what the runtime and all its trees may hold together: as set, or less where the
 *     container or the machine is smaller
 * @param stalled the part of the last ten seconds, from 0 to 1, in which work waited for memory; 0
 *     where nobody tells
 * @since 0.1.0
 */
public record MemoryReading(
    HeapReading heap, long resident, long outside, long limit, double stalled) {

  /** Refuses a reading that is a part of nothing. */
  public MemoryReading {
    if (limit <= 0 || heap.most() <= 0) {
      throw new IllegalArgumentException(
          "memory reading: limit is %d bytes, of the heap %d; must be above zero"
              .formatted(limit, heap.most()));
    }
  }

  /** What the heap may hold at most: its own bound, or the limit where that is less. */
  public long heapLimit() {
    return Math.min(heap.most(), limit);
  }
}
