package io.plimsoll.bootstrap;

import io.plimsoll.Replay.Step;
import io.plimsoll.core.Transition;
import io.plimsoll.core.memory.MemoryState;
import io.plimsoll.core.record.Difference;
import io.plimsoll.core.record.Replayed;
import io.plimsoll.core.subprocess.SubprocessState;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Decisions in words. */
final class Steps {

  private Steps() {}

  static Step of(Replayed step) {
    String decided = decided(step.decided());
    String recorded = recorded(step);
    return new Step(
        step.strand(),
        step.at(),
        step.wall(),
        step.event().toString(),
        where(step.before()),
        step.same() ? decided : recorded + found(step.found()),
        decided,
        step.same(),
        false);
  }

  static Step of(Difference difference) {
    return new Step(
        difference.strand(),
        difference.at(),
        difference.wall(),
        difference.event().toString(),
        where(difference.before()),
        difference.recorded().map(step -> decided(step.decided())).orElse("nothing"),
        decided(difference.otherwise()),
        false,
        difference.follows());
  }

  private static String recorded(Replayed step) {
    return decided(step.to().toLowerCase(Locale.ROOT), step.effects());
  }

  private static String found(Replayed.Found found) {
    return switch (found) {
      case SAME, OTHER_EFFECTS -> "";
      case OTHER_STATE -> ", in another state";
      case OTHER_BEFORE -> ", from another state before";
    };
  }

  private static String decided(Transition<?, ?> decided) {
    return decided(where(decided.next()), decided.effects());
  }

  private static String decided(String where, List<?> effects) {
    return effects.isEmpty()
        ? where
        : where + ": " + effects.stream().map(Object::toString).collect(Collectors.joining(", "));
  }

  private static String where(Object state) {
    String name =
        state instanceof MemoryState memory
            ? memory.stage().name()
            : state instanceof SubprocessState command
                ? command.getClass().getSimpleName()
                : state.toString();
    return name.toLowerCase(Locale.ROOT);
  }
}
