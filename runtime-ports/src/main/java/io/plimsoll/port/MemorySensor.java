package io.plimsoll.port;

import io.plimsoll.growth.GaugeReading;
import io.plimsoll.memory.HeapClass;
import io.plimsoll.memory.HeapProof;
import io.plimsoll.memory.MemoryReading;
import io.plimsoll.port.ProcessLauncher.Fact;
import java.util.List;
import java.util.Optional;

/**
 * Reads how full the memory is. {@link #read} is for one thread at a time; {@link #confirm} may run
 * beside it on another.
 *
 * @since 0.1.0
 */
public interface MemorySensor extends AutoCloseable {

  /**
   * Reads it now. Never throws: what cannot be read keeps its last value, or is left out. Costs
   * some microseconds; asked once a second, and more often near the line.
   */
  MemoryReading read();

  /**
   * Has the whole heap collected once and waits for the end, some seconds at most. Costs as much as
   * a collection of the whole heap does, so never on a hot path, nor on the loop, nor often.
   *
   * @return what it has shown; empty where that could not be had
   */
  Optional<HeapProof> confirm();

  /**
   * Which classes take most of the heap, the largest first, at most 32; empty where nobody tells.
   * Has the whole heap collected, so that only what is in use counts: the program stands still for
   * as long as that takes.
   */
  default List<HeapClass> classes() {
    return List.of();
  }

  /**
   * What is counted of this process besides, such as its threads. One that is called {@code memory
   * outside the heap} takes the place of what {@link #read} tells of that: it may leave out what
   * has a bound. Costs less than a millisecond.
   */
  default List<GaugeReading> gauges() {
    return List.of();
  }

  /** Where the figures come from, for people. */
  List<Fact> facts();

  /** Lets go of what it listens to. A second call does nothing. */
  @Override
  void close();
}
