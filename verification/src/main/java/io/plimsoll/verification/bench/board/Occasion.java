package io.plimsoll.verification.bench.board;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * When, where and how figures were taken.
 *
 * @param at the begin
 * @param command the command line
 * @param facts further ones by name, in the order in which they are shown
 */
record Occasion(Instant at, String command, Map<String, String> facts) {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  Occasion {
    facts = new LinkedHashMap<>(facts);
  }

  /** Here and now. */
  static Occasion now(List<String> arguments) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put(
        "machine",
        "%s, %d processors, %s of memory"
            .formatted(
                line("/proc/cpuinfo", "model name"),
                Runtime.getRuntime().availableProcessors(),
                gigabytes(line("/proc/meminfo", "MemTotal"))));
    facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    facts.put(
        "JDK",
        System.getProperty("java.runtime.version") + ", " + System.getProperty("java.vendor"));
    return new Occasion(
        Instant.now(), ("bin/prove bench " + String.join(" ", arguments)).strip(), facts);
  }

  String date() {
    return TIME.format(at);
  }

  private static String gigabytes(String kibibytes) {
    return kibibytes.matches("\\d+ kB")
        ? "%.0f GB"
            .formatted(Long.parseLong(kibibytes.substring(0, kibibytes.length() - 3)) * 1024 / 1e9)
        : kibibytes;
  }

  /** What a file of the kernel says by a name; {@code unknown} where it does not. */
  private static String line(String file, String name) {
    try {
      return Files.readAllLines(Path.of(file)).stream()
          .filter(line -> line.startsWith(name))
          .findFirst()
          .map(line -> line.substring(line.indexOf(':') + 1).strip().replaceAll("\\s+", " "))
          .orElse("unknown");
    } catch (IOException e) {
      return "unknown";
    }
  }
}
