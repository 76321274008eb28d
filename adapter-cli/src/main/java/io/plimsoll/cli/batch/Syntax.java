package io.plimsoll.cli.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.plimsoll.command.Text;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says in our words why a line is no JSON. Nothing of the line itself is shown, for it may be a
 * secret that lacks its quotes; the column tells where it stands.
 */
final class Syntax {

  /** What the parser quotes of the line, and all that follows. */
  private static final Pattern QUOTED = Pattern.compile("[^A-Za-z0-9 -].*", Pattern.DOTALL);

  /** What it expected; these words are its own. */
  private static final Pattern EXPECTED =
      Pattern.compile(".*\\b(?:was expecting|[Ee]xpected) (.*?)(?: \\(for .*)?", Pattern.DOTALL);

  private Syntax() {}

  /** What is wrong, what must be there, and what to do. */
  static String words(JsonProcessingException e) {
    if (e instanceof JsonEOFException) {
      return "the line ends within the JSON object; must be one whole object a line; is it cut off?";
    }
    if (e instanceof StreamConstraintsException) {
      return "nests deeper than %d levels or has a number of more than %d digits; no job needs that"
          .formatted(JobReader.DEEPEST, JobReader.MOST_DIGITS);
    }
    String message = String.valueOf(e.getOriginalMessage());
    String what = QUOTED.matcher(message).replaceFirst("").strip();
    return "no JSON: %s; must be %s"
        .formatted(Text.visible(what, 100), Text.visible(rule(what, message), 200));
  }

  private static String rule(String what, String message) {
    if (what.startsWith("Unrecognized character escape")) {
      return "one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX; write \\\\ for a backslash";
    }
    if (what.startsWith("Illegal unquoted character")) {
      return "escaped, such as \\n or \\u0009";
    }
    if (what.endsWith("token")) {
      return "a text, number, list, object, true, false or null; put a text into double quotes";
    }
    if (message.contains("umeric value")) {
      return "a number such as 1 or 2.5; put a text into double quotes";
    }
    Matcher expected = EXPECTED.matcher(message);
    return expected.matches() ? expected.group(1) : "JSON (RFC 8259); see the text at this column";
  }
}
