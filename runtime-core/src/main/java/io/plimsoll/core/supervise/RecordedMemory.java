package io.plimsoll.core.supervise;

import io.plimsoll.core.Transition;
import io.plimsoll.core.Witness;
import io.plimsoll.core.memory.MemoryEffect;
import io.plimsoll.core.memory.MemoryEvent;
import io.plimsoll.core.memory.MemoryPolicy;
import io.plimsoll.core.memory.MemoryState;
import io.plimsoll.core.record.Recorder;

/** Has what is decided about the memory taken down. */
record RecordedMemory(Recorder recorder)
    implements Witness<MemoryPolicy, MemoryState, MemoryEvent, MemoryEffect> {

  @Override
  public void decided(
      MemoryPolicy policy,
      MemoryState before,
      MemoryEvent event,
      long now,
      Transition<MemoryState, MemoryEffect> decided) {
    recorder.memory(policy, before, event, now, decided);
  }
}
