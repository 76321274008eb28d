package io.plimsoll.cli;

import io.plimsoll.Replay;
import io.plimsoll.Replay.Result;
import io.plimsoll.Replay.Step;
import io.plimsoll.command.Durations;
import java.time.Duration;
import java.util.Locale;

/**
 * What came of a replay, for people and for programs.
 *
 * @param replay what was replayed
 * @param result what came of it
 * @param otherwise whether other settings were tried
 */
record ReplayView(Replay replay, Result result, boolean otherwise) {

  /** One decision on one line, or its event alone. */
  static String words(Step step, boolean eventOnly) {
    String about = step.command() == 0 ? "memory" : "command " + step.command();
    String event = "%s  %s  %s: %s".formatted(at(step.at()), about, step.before(), step.event());
    if (eventOnly) {
      return event;
    }
    return step.same()
        ? event + " -> " + step.decided()
        : "%s -> %s%s; recorded: %s"
            .formatted(event, step.decided(), step.follows() ? " (follows)" : "", step.recorded());
  }

  private static String at(Duration at) {
    return String.format(Locale.ROOT, "%+.6f s", at.toNanos() / 1e9);
  }

  /** The same for programs. */
  static String json(Step step) {
    return new JsonText()
        .startLine()
        .field("about", "decision")
        .field("command", step.command())
        .field("atNanos", step.at().toNanos())
        .field("at", step.wall().toString())
        .field("before", step.before())
        .field("event", step.event())
        .field("recorded", step.recorded())
        .field("decided", step.decided())
        .field("same", step.same())
        .field("follows", step.follows())
        .endLine()
        .toString();
  }

  /** The sum. */
  String words() {
    StringBuilder words = new StringBuilder();
    words.append(
        "session %s of %s, on %s: %d decisions on %d commands and the memory, %s, in %s%n"
            .formatted(
                replay.session(),
                replay.began(),
                result.writer(),
                result.decisions(),
                result.commands(),
                Durations.words(result.lasted()),
                result.parts() == 1 ? "1 part" : result.parts() + " parts"));
    if (result.torn()) {
      words.append("its last record is torn, and dropped: its runtime was killed then\n");
    }
    result.problems().forEach(problem -> words.append(problem).append('\n'));
    if (otherwise) {
      words.append(
          result.others() == 0
              ? "with these settings: the same\n"
              : "with these settings: %d decisions would have been others\n"
                  .formatted(result.others()));
    }
    words.append(
        result.differing() == 0
            ? "as recorded: identical\n"
            : "as recorded: %d of them differ%n".formatted(result.differing()));
    return words.toString();
  }

  /** The same for programs. */
  String json() {
    return new JsonText()
        .startLine()
        .field("about", "session")
        .field("session", replay.session())
        .field("began", replay.began().toString())
        .field("writer", result.writer())
        .field("parts", result.parts())
        .field("decisions", result.decisions())
        .field("commands", result.commands())
        .field("differing", result.differing())
        .field("others", result.others())
        .field("torn", result.torn())
        .field("problems", result.problems())
        .field("identical", result.identical())
        .endLine()
        .toString();
  }
}
