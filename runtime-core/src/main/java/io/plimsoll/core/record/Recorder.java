package io.plimsoll.core.record;

import io.plimsoll.core.Transition;
import io.plimsoll.core.memory.MemoryEffect;
import io.plimsoll.core.memory.MemoryEvent;
import io.plimsoll.core.memory.MemoryPolicy;
import io.plimsoll.core.memory.MemoryState;
import io.plimsoll.core.subprocess.SubprocessEffect;
import io.plimsoll.core.subprocess.SubprocessEvent;
import io.plimsoll.core.subprocess.SubprocessPolicy;
import io.plimsoll.core.subprocess.SubprocessState;

/**
 * Takes down what the loop decides, each decision before it is carried out. On the loop only. Never
 * throws: where it fails, it says so once and takes down nothing more.
 */
public interface Recorder {

  /** Takes down nothing. */
  Recorder NONE =
      new Recorder() {
        @Override
        public void command(
            Strand strand,
            SubprocessPolicy policy,
            SubprocessState before,
            SubprocessEvent event,
            long now,
            Transition<SubprocessState, SubprocessEffect> decided) {}

        @Override
        public void memory(
            MemoryPolicy policy,
            MemoryState before,
            MemoryEvent event,
            long now,
            Transition<MemoryState, MemoryEffect> decided) {}
      };

  /** How many bytes were taken down so far. Any thread. */
  default long bytes() {
    return 0;
  }

  /** How many decisions were not taken down, since it failed or they were too large. Any thread. */
  default long lost() {
    return 0;
  }

  /** A decision about a command. */
  void command(
      Strand strand,
      SubprocessPolicy policy,
      SubprocessState before,
      SubprocessEvent event,
      long now,
      Transition<SubprocessState, SubprocessEffect> decided);

  /** A decision about the memory. */
  void memory(
      MemoryPolicy policy,
      MemoryState before,
      MemoryEvent event,
      long now,
      Transition<MemoryState, MemoryEffect> decided);
}
