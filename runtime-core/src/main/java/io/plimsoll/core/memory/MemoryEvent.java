package io.plimsoll.core.memory;

import io.plimsoll.memory.HeapProof;
import io.plimsoll.memory.MemoryReading;
import io.plimsoll.memory.TreeReading;
import java.util.List;

/** What can happen to the memory. */
public sealed interface MemoryEvent {

  /** Hands this event to the case that it is. */
  <R> R match(Cases<R> cases);

  /** One case for each event. */
  interface Cases<R> {

    /** It was read. */
    R reading(Reading event);

    /** A tree has ended. */
    R treeGone(TreeGone event);

    /** The whole heap was collected, as was asked. */
    R confirmed(Confirmed event);

    /** The whole heap could not be collected. */
    R confirmFailed(ConfirmFailed event);
  }

  /**
   * It was read.
   *
   * @param own the runtime's own memory, and the limit
   * @param trees the live trees, with what they held when they were last looked at
   * @param of what it is about: the heap is read more often than trees are looked at, and trees are
   *     judged as soon as they were
   */
  record Reading(MemoryReading own, List<TreeReading> trees, Subject of) implements MemoryEvent {

    /** Copies the list. */
    public Reading {
      trees = List.copyOf(trees);
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.reading(this);
    }
  }

  /** What a reading is about. */
  enum Subject {
    /** The heap. */
    HEAP,
    /** The runtime and its trees. */
    TREES,
    /** Both. */
    BOTH
  }

  /** A tree has ended. */
  record TreeGone(String lease) implements MemoryEvent {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.treeGone(this);
    }
  }

  /** The whole heap was collected, as was asked. */
  record Confirmed(HeapProof proof) implements MemoryEvent {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.confirmed(this);
    }
  }

  /** The whole heap could not be collected. */
  record ConfirmFailed() implements MemoryEvent {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.confirmFailed(this);
    }
  }
}
