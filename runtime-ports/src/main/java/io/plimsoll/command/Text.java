package io.plimsoll.command;

/**
 * Text from outside, made fit to be shown: one line, no terminal escapes, a bounded length.
 *
 * @since 0.1.0
 */
public final class Text {

  private static final String ELLIPSIS = "...";

  private Text() {}

  /** The text with every control character shown as a Unicode escape. */
  public static String visible(String text) {
    if (isPlain(text)) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length() + 16);
    text.chars()
        .forEach(
            c -> {
              if (isControl(c)) {
                out.append(String.format("\\u%04x", c));
              } else {
                out.append((char) c);
              }
            });
    return out.toString();
  }

  /**
   * The visible text, cut to at most {@code most} characters, followed by an ellipsis where it was
   * cut. Costs no more than what is shown. Cuts no character in two.
   */
  public static String visible(String text, int most) {
    if (text.length() <= most && isPlain(text)) {
      return text;
    }
    StringBuilder out = new StringBuilder(Math.min(text.length(), most) + ELLIPSIS.length());
    for (int at = 0; at < text.length(); ) {
      int c = text.codePointAt(at);
      String shown = isControl(c) ? String.format("\\u%04x", c) : Character.toString(c);
      if (out.length() + shown.length() > most) {
        return out.append(ELLIPSIS).toString();
      }
      out.append(shown);
      at += Character.charCount(c);
    }
    return out.toString();
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isControl(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isControl(int c) {
    return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029;
  }
}
