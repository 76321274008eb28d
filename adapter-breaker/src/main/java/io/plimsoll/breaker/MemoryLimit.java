package io.plimsoll.breaker;

import io.plimsoll.command.ByteSize;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the runtime and its trees may hold together: as set, or less where the container or the
 * machine is smaller.
 *
 * @param set as set, in bytes
 * @param container what the control groups allow
 * @param machine what the machine has
 */
record MemoryLimit(long set, OptionalLong container, OptionalLong machine) {

  static final String KEY = "limit";

  private static final String USUAL = "4g";
  private static final Pattern TOTAL = Pattern.compile("MemTotal:\\s+(\\d{1,15}) kB");

  /**
   * What the settings say.
   *
   * @throws IllegalArgumentException with value, rule and remedy
   */
  static long set(Map<String, String> settings) {
    String text = settings.getOrDefault(KEY, USUAL);
    try {
      long bytes = ByteSize.parse(text).bytes();
      if (bytes > 0) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("memory.limit: " + e.getMessage(), e);
    }
    throw new IllegalArgumentException(
        "memory.limit: is '" + text + "'; must be more than nothing; try " + USUAL);
  }

  static MemoryLimit read(long set, ContainerMemory container, Path root) {
    return new MemoryLimit(set, container.limit(), total(root.resolve("proc/meminfo")));
  }

  private static OptionalLong total(Path meminfo) {
    try {
      for (String line : Files.readAllLines(meminfo, StandardCharsets.ISO_8859_1)) {
        Matcher total = TOTAL.matcher(line);
        if (total.matches() && Long.parseLong(total.group(1)) > 0) {
          return OptionalLong.of(Long.parseLong(total.group(1)) << 10);
        }
      }
    } catch (IOException | RuntimeException e) {
      // Then the machine tells nothing.
    }
    return OptionalLong.empty();
  }

  long bytes() {
    return Math.min(set, Math.min(container.orElse(set), machine.orElse(set)));
  }

  String words() {
    return "%s: set %s, container %s, machine %s"
        .formatted(
            new ByteSize(bytes()),
            new ByteSize(set),
            words(container, "none"),
            words(machine, "not known"));
  }

  private static String words(OptionalLong bytes, String otherwise) {
    return bytes.isPresent() ? new ByteSize(bytes.getAsLong()).toString() : otherwise;
  }
}
