package io.plimsoll.process;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** The interpreter that the first line of a script names: without it the script cannot run. */
final class Interpreter {

  private static final int FIRST_LINE = 256;
  private static final String MARK = "#!";
  private static final Pattern BLANKS = Pattern.compile("^[ \t]+|[ \t]+$");

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
      // Like the kernel, which takes the return of a line from elsewhere for a part of the name.
      String line =
          BLANKS.matcher(text.substring(MARK.length(), end < 0 ? length : end)).replaceAll("");
      String[] words = line.split("[ \t]", 2);
      // Cut off by our limit or written in another encoding, it is left to the kernel.
      boolean whole = end >= 0 || length < FIRST_LINE;
      boolean ascii = line.chars().allMatch(c -> c == '\t' || c == '\r' || (c >= ' ' && c < 0x7F));
      return whole && ascii && !words[0].isEmpty()
          ? Optional.of(new File(words[0]))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
