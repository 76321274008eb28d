package io.plimsoll.core.record;

import io.plimsoll.command.Command;
import io.plimsoll.command.Secrets;
import io.plimsoll.command.Text;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/**
 * Takes secrets out of texts: the values of variables whose names mark them, and what a command is
 * given as arguments, which may be one. Values of fewer than eight bytes stay, which would be found
 * everywhere.
 *
 * @param hidden what is taken out
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
    return new Mask(List.copyOf(values(environment)));
  }

  /** The same with what is secret of this command. */
  Mask with(Command command) {
    List<String> all = new ArrayList<>(hidden);
    all.addAll(values(command.environment().resolve(Map.of())));
    List<String> arguments = command.arguments();
    for (String argument : arguments.subList(1, arguments.size())) {
      add(all, argument);
    }
    return new Mask(List.copyOf(all));
  }

  private static List<String> values(Map<String, String> environment) {
    List<String> values = new ArrayList<>();
    for (Map.Entry<String, String> each : environment.entrySet()) {
      if (Secrets.isSecret(each.getKey())) {
        add(values, each.getValue());
      }
    }
    return values;
  }

  /** It, and as texts for people show it. */
  private static void add(List<String> values, String value) {
    if (value.getBytes(StandardCharsets.UTF_8).length >= SHORTEST) {
      values.add(value);
      values.add(Text.visible(value));
    }
  }

  /** The text without them: also where one begins within another, or is cut. */
  String of(String text) {
    BitSet secret = new BitSet();
    for (String each : hidden) {
      for (int at = text.indexOf(each); at >= 0; at = text.indexOf(each, at + 1)) {
        secret.set(at, at + each.length());
      }
    }
    for (int cut = text.indexOf(CUT); cut != -1; cut = text.indexOf(CUT, cut + 1)) {
      for (String each : hidden) {
        secret.set(cut - begun(each, text, cut), cut);
      }
    }
    return secret.isEmpty() ? text : without(secret, text);
  }

  /** How much of the beginning of a secret stands before a cut. */
  private static int begun(String secret, String text, int cut) {
    int length = Math.min(secret.length(), cut);
    while (!text.startsWith(secret.substring(0, length), cut - length)) {
      length--;
    }
    return length < TELLING ? 0 : length;
  }

  private static String without(BitSet secret, String text) {
    StringBuilder shown = new StringBuilder();
    int at = 0;
    for (int from = secret.nextSetBit(0); from >= 0; from = secret.nextSetBit(at)) {
      shown.append(text, at, from).append(Secrets.REDACTED);
      at = secret.nextClearBit(from);
    }
    return shown.append(text, at, text.length()).toString();
  }
}
