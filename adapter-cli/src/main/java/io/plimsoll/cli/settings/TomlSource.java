package io.plimsoll.cli.settings;

import io.plimsoll.SettingEntry;
import io.plimsoll.command.Text;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;

/** A settings file in TOML. The only class that knows the library; loaded only for a file. */
final class TomlSource {

  /** The largest settings file that is read: 1 MiB. */
  static final int LARGEST_FILE_BYTES = 1 << 20;

  /** The longest line of one: names of many parts take the parser memory beyond measure. */
  static final int LONGEST_LINE = 1 << 16;

  private TomlSource() {}

  /** Reads a file: what it sets goes to the entries, what is wrong with it to the problems. */
  static void read(String name, Path path, List<SettingEntry> entries, List<String> problems) {
    String text;
    try {
      text = content(name, path);
    } catch (IOException | IllegalArgumentException e) {
      problems.add(String.valueOf(e.getMessage()));
      return;
    }
    try {
      parse(name, text, entries, problems);
    } catch (StackOverflowError e) {
      problems.add(name + ": is nested too deep; must be tables of settings, as config shows them");
    }
  }

  private static void parse(
      String name, String text, List<SettingEntry> entries, List<String> problems) {
    TomlParseResult parsed = Toml.parse(text);
    for (TomlParseError error : parsed.errors()) {
      problems.add(
          "%s:%d: column %d: %s"
              .formatted(
                  name,
                  error.position().line(),
                  error.position().column(),
                  Text.visible(String.valueOf(error.getMessage()).strip(), 300)));
    }
    for (Map.Entry<List<String>, Object> entry : parsed.entryPathSet(false)) {
      TomlPosition position = parsed.inputPositionOf(entry.getKey());
      String source = name + ":" + (position == null ? 1 : position.line());
      String key = Text.visible(String.join(".", entry.getKey()), 80);
      String value = text(entry.getValue());
      if (value == null) {
        problems.add(
            source + ": " + key + ": must be a text, a number, true or false, or a list of texts");
      } else {
        entries.add(new SettingEntry(key, value, source));
      }
    }
  }

  private static String content(String name, Path path) throws IOException {
    if (Files.isDirectory(path)) {
      throw new IllegalArgumentException(name + ": is a folder; must be a settings file");
    }
    if (!Files.exists(path)) {
      throw new IllegalArgumentException(name + ": there is no such file");
    }
    byte[] bytes;
    try (var in = Files.newInputStream(path)) {
      bytes = in.readNBytes(LARGEST_FILE_BYTES + 1);
    } catch (IOException e) {
      throw new IOException(name + ": cannot be read: " + reason(e), e);
    }
    if (bytes.length > LARGEST_FILE_BYTES) {
      throw new IllegalArgumentException(name + ": is longer than 1 MiB; must be a settings file");
    }
    int line = longLine(bytes);
    if (line > 0) {
      throw new IllegalArgumentException(
          name + ":" + line + ": is longer than 64 KiB; must be a line of a settings file");
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\ufeff") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(name + ": is not UTF-8; must be text in UTF-8", e);
    }
  }

  /** The number of the first line that is too long; 0 where none is. */
  private static int longLine(byte[] bytes) {
    int line = 1;
    int begin = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (i - begin >= LONGEST_LINE && bytes[i] != '\n') {
        return line;
      }
      if (bytes[i] == '\n') {
        line++;
        begin = i + 1;
      }
    }
    return 0;
  }

  private static String reason(IOException e) {
    return e instanceof java.nio.file.AccessDeniedException
        ? "permission denied"
        : String.valueOf(e.getMessage());
  }

  private static @org.jspecify.annotations.Nullable String text(Object value) {
    if (value instanceof TomlArray array) {
      List<String> parts = new ArrayList<>();
      for (Object element : array.toList()) {
        if (!(element instanceof String part)) {
          return null;
        }
        parts.add(part);
      }
      return String.join(",", parts);
    }
    boolean plain =
        value instanceof String
            || value instanceof Long
            || value instanceof Double
            || value instanceof Boolean;
    return plain ? value.toString() : null;
  }
}
