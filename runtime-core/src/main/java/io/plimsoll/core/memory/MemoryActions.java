package io.plimsoll.core.memory;

import io.plimsoll.memory.Measure;
import io.plimsoll.memory.Stage;
import java.time.Duration;

/**
 * What a {@link MemoryGuard} has done. It calls on the loop, in the order of its decisions: nothing
 * here blocks, and what takes time happens elsewhere. What one of them throws is logged, and the
 * next is called.
 */
public interface MemoryActions {

  /** A measure has come to a stage, from below or from above. Told also where nothing is done. */
  void announce(Stage stage, Measure measure, String words);

  /** Something was not done, since the policy only watches. */
  void withheld(String what);

  /** Caches keep this part of their budgets, from 0 to 1; unused connections are let go. */
  void shed(double fraction);

  /** Caches have their whole budgets again. */
  void relieve();

  /** No new work comes in, for this reason. */
  void refuse(String words);

  /** Some new work comes in. */
  void trial();

  /** All new work comes in. */
  void admit();

  /**
   * A tree is ended. {@link MemoryGuard#gone} is called once it is.
   *
   * @param atOnce without grace
   */
  void kill(String lease, String words, boolean atOnce);

  /** The whole heap is collected elsewhere; {@link MemoryGuard#confirmed} is called after it. */
  void confirm(String words);

  /**
   * Everything ends. The guard does nothing more.
   *
   * @param atOnce without grace
   */
  void exit(String words, boolean atOnce);

  /** The memory is read again after so long, and {@link MemoryGuard#reading} called. */
  void readIn(Duration pause);
}
