package io.plimsoll.cli.batch;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Escapes the control characters that JSON would allow as they are: a terminal obeys them, and what
 * a command printed must not reach it so.
 */
public final class Controls extends CharacterEscapes {

  private static final long serialVersionUID = 1L;
  private static final int DELETE = 0x7f;
  private static final int LAST = 0x9f;

  private final int[] ascii = CharacterEscapes.standardAsciiEscapesForJSON();

  /** The standard ones of JSON, and those above ASCII. */
  public Controls() {
    ascii[DELETE] = CharacterEscapes.ESCAPE_STANDARD;
  }

  @Override
  public int[] getEscapeCodesForAscii() {
    return ascii.clone();
  }

  @Override
  public @Nullable SerializableString getEscapeSequence(int c) {
    return c > DELETE && c <= LAST
        ? new SerializedString(String.format(Locale.ROOT, "\\u%04x", c))
        : null;
  }
}
