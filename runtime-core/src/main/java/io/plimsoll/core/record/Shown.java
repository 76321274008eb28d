package io.plimsoll.core.record;

import io.plimsoll.core.Transition;
import io.plimsoll.core.memory.MemoryEffect;
import io.plimsoll.core.memory.MemoryState;
import io.plimsoll.core.subprocess.SubprocessEffect;
import java.util.List;

/**
 * What can be seen of a decision: where it leads, and what is done, but for looking again.
 *
 * @param where the phase or stage
 * @param effects what is done, without the words and figures that say why
 */
record Shown(Object where, List<?> effects) {

  static Shown of(Transition<?, ?> decided) {
    return new Shown(
        of(decided.next()),
        decided.effects().stream().filter(effect -> !isLook(effect)).map(Shown::did).toList());
  }

  static Object of(Object state) {
    return state instanceof MemoryState memory ? memory.stage() : state.getClass();
  }

  private static boolean isLook(Object effect) {
    return effect instanceof SubprocessEffect.Survey
        || effect instanceof MemoryEffect.NextReadingIn;
  }

  private static Object did(Object effect) {
    if (effect instanceof SubprocessEffect.Signal signal) {
      return signal.signal();
    }
    if (effect instanceof SubprocessEffect.Conclude conclude) {
      return conclude.verdict().kind();
    }
    if (effect instanceof MemoryEffect.EnterStage entered) {
      return List.of(entered.stage(), entered.measure());
    }
    if (effect instanceof MemoryEffect.KillTree killed) {
      return List.of(killed.lease(), killed.atOnce());
    }
    if (effect instanceof MemoryEffect.Exit exit) {
      return List.of(exit.getClass(), exit.atOnce());
    }
    return effect instanceof MemoryEffect.Shed ? effect : effect.getClass();
  }
}
