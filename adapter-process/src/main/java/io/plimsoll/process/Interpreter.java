package io.plimsoll.process;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The interpreter that the first line of a script names: without it the script cannot run. */
final class Interpreter {

  private static final int FIRST_LINE = 256;
  private static final String MARK = "#!";

  private Interpreter() {}

  /** The interpreter of a file; empty where it has none or cannot be read. */
  static Optional<File> of(File file) {
    byte[] start = new byte[FIRST_LINE];
    try (FileInputStream in = new FileInputStream(file)) {
      int length = Math.max(0, in.read(start));
      String text = new String(start, 0, length, StandardCharsets.ISO_8859_1);
      if (!text.startsWith(MARK)) {
        return Optional.empty();
      }
      int end = text.indexOf('\n');
      String line = text.substring(MARK.length(), end < 0 ? length : end);
      String word = firstWord(line);
      // Cut off by our limit or written in another encoding, it is left to the kernel.
      boolean whole = end >= 0 || length < FIRST_LINE;
      return whole && isPlain(line) && !word.isEmpty()
          ? Optional.of(new File(word))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Like the kernel, which takes the return of a line from elsewhere for a part of the name. */
  private static String firstWord(String line) {
    int from = 0;
    while (from < line.length() && isBlank(line.charAt(from))) {
      from++;
    }
    int to = from;
    while (to < line.length() && !isBlank(line.charAt(to))) {
      to++;
    }
    return line.substring(from, to);
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  private static boolean isPlain(String line) {
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c != '\t' && c != '\r' && (c < ' ' || c >= 0x7F)) {
        return false;
      }
    }
    return true;
  }
}
