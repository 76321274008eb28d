package io.plimsoll.core.record;

import io.plimsoll.command.Command;
import io.plimsoll.command.Secrets;
import io.plimsoll.command.Text;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Takes secrets out of texts: the values of variables whose names mark them, and what a command is
 * given as arguments, which may be one. Values of fewer than eight bytes stay, which would be found
 * everywhere.
 *
 * @param hidden what is taken out, the longest first
 */
record Mask(List<String> hidden) {

  /** Takes nothing out. */
  static final Mask NONE = new Mask(List.of());

  private static final int SHORTEST = 8;

  /** As much of a secret before a cut is taken for its beginning. */
  private static final int TELLING = 4;

  private static final String CUT = "...";

  /** For texts that belong to no command. */
  static Mask of(Map<String, String> environment) {
    return new Mask(ordered(values(environment)));
  }

  /** The same with what is secret of this command. */
  Mask with(Command command) {
    List<String> more = values(command.environment().resolve(Map.of()));
    List<String> arguments = command.arguments();
    for (String argument : arguments.subList(1, arguments.size())) {
      add(more, argument);
    }
    if (more.isEmpty()) {
      return this;
    }
    more.addAll(hidden);
    return new Mask(ordered(more));
  }

  private static List<String> values(Map<String, String> environment) {
    List<String> values = new ArrayList<>();
    environment.forEach(
        (name, value) -> {
          if (Secrets.isSecret(name)) {
            add(values, value);
          }
        });
    return values;
  }

  private static void add(List<String> values, String value) {
    if (value.getBytes(StandardCharsets.UTF_8).length >= SHORTEST) {
      values.add(value);
      String shown = Text.visible(value);
      if (!shown.equals(value)) {
        values.add(shown);
      }
    }
  }

  private static List<String> ordered(List<String> values) {
    values.sort(Comparator.comparingInt(String::length).reversed());
    return List.copyOf(values);
  }

  /** The text without them. */
  String of(String text) {
    String result = text;
    for (String secret : hidden) {
      result = result.replace(secret, Secrets.REDACTED);
      if (result.contains(CUT)) {
        result = withoutCut(result, secret);
      }
    }
    return result;
  }

  /** Texts for people are cut, perhaps within a secret. */
  private static String withoutCut(String text, String secret) {
    String result = text;
    for (int part = secret.length() - 1; part >= TELLING; part--) {
      result = result.replace(secret.substring(0, part) + CUT, Secrets.REDACTED + CUT);
    }
    return result;
  }
}
