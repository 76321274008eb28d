package io.plimsoll.report;

import io.plimsoll.command.Text;
import java.util.Locale;

/** Builds HTML. What comes from outside goes through {@link #escaped}, always. */
final class Html {

  private final StringBuilder out = new StringBuilder(32_768);

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
  static String escaped(String text) {
    String visible = Text.visible(text);
    StringBuilder safe = new StringBuilder(visible.length() + 16);
    visible
        .codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.appendCodePoint(isHalf(c) ? 0xfffd : c);
              }
            });
    return safe.toString();
  }

  /** Half a character, which UTF-8 cannot carry. */
  private static boolean isHalf(int c) {
    return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
  }
}
