package io.plimsoll.verification.bench.board;

import io.plimsoll.command.Text;
import java.util.Locale;

/** Builds HTML. What comes from outside goes through {@link #escaped}, always. */
final class Html {

  private final StringBuilder out = new StringBuilder(65_536);

  /** Adds markup that is our own. */
  Html add(String markup) {
    out.append(markup).append('\n');
    return this;
  }

  /** Adds markup of our own with parts that are escaped; numbers come out as in a program. */
  Html add(String form, Object... parts) {
    Object[] safe = new Object[parts.length];
    for (int i = 0; i < parts.length; i++) {
      safe[i] = parts[i] instanceof Number ? parts[i] : escaped(String.valueOf(parts[i]));
    }
    return add(String.format(Locale.ROOT, form, safe));
  }

  @Override
  public String toString() {
    return out.toString();
  }

  /** Text as it may stand in an element, or in quotes in an attribute. */
  private static String escaped(String text) {
    return Text.visible(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
