package io.plimsoll.breaker;

/** What a notice of a collector says about the heap. */
enum Extent {
  /** Nothing: it tells of a pause of a collector whose work goes on beside the program. */
  NOTHING,
  /** A part of it was collected. */
  PART,
  /** The whole of it was collected while the program stood still. */
  WHOLE,
  /**
   * The whole of it was collected beside the program. What is left counts what was allocated
   * meanwhile, which may be much, so one of them is no proof.
   */
  CYCLE;

  /**
   * What a notice says.
   *
   * @param collector the collector's name, such as {@code G1 Young Generation}
   * @param action what it did, such as {@code end of major GC}
   */
  static Extent of(String collector, String action) {
    if (collector.endsWith(" Pauses")) {
      return NOTHING;
    }
    if (isBeside(collector)) {
      return collector.endsWith(" Minor Cycles") ? PART : CYCLE;
    }
    return action.equals("end of major GC") ? WHOLE : PART;
  }

  /** Whether a collector of this name works beside the program. */
  static boolean isBeside(String collector) {
    return collector.endsWith(" Cycles");
  }
}
