package io.plimsoll.breaker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The control groups that this process is in, as far as they are about memory. Found by ourselves:
 * the JVM misses limits in the field, and takes the heap from the machine then.
 *
 * @param second the folders of the version 2 groups, our own first, then those around it
 * @param first the same of version 1
 */
record ContainerMemory(List<Path> second, List<Path> first) {

  /** Copies the lists. */
  ContainerMemory {
    second = List.copyOf(second);
    first = List.copyOf(first);
  }

  /** Finds them below a root, which is {@code /} but in tests. */
  static ContainerMemory find(Path root) {
    List<String> mounts = lines(root.resolve("proc/self/mountinfo"));
    List<String> groups = lines(root.resolve("proc/self/cgroup"));
    return new ContainerMemory(
        folders(root, mounts, "cgroup2", Optional.empty(), own(groups, "")),
        folders(root, mounts, "cgroup", Optional.of("memory"), own(groups, "memory")));
  }

  /** The least that any of them allows, in bytes; empty where none does. */
  OptionalLong limit() {
    OptionalLong least = OptionalLong.empty();
    for (Path folder : second) {
      least = less(least, limit(folder.resolve("memory.max")));
    }
    for (Path folder : first) {
      least = less(least, limit(folder.resolve("memory.limit_in_bytes")));
    }
    return least;
  }

  /** Where the pressure on our own group is told, if it is. */
  Optional<Path> pressure() {
    return second.stream().findFirst().map(own -> own.resolve("memory.pressure"));
  }

  private static OptionalLong less(OptionalLong a, OptionalLong b) {
    if (a.isEmpty() || b.isEmpty()) {
      return a.isEmpty() ? b : a;
    }
    return OptionalLong.of(Math.min(a.getAsLong(), b.getAsLong()));
  }

  /** Without a limit the file says {@code max}, or in version 1 a number beyond all memory. */
  private static OptionalLong limit(Path file) {
    List<String> lines = lines(file);
    try {
      long bytes = lines.isEmpty() ? 0 : Long.parseLong(lines.get(0).strip());
      return bytes > 0 && bytes < Long.MAX_VALUE / 2
          ? OptionalLong.of(bytes)
          : OptionalLong.empty();
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  /** The path of our group in the hierarchy with this controller; version 2 has none. */
  private static Optional<String> own(List<String> groups, String controller) {
    return groups.stream()
        .map(line -> line.split(":", 3))
        .filter(parts -> parts.length == 3)
        .filter(parts -> Arrays.asList(parts[1].split(",", -1)).contains(controller))
        .map(parts -> parts[2])
        .findFirst();
  }

  private static List<Path> folders(
      Path root, List<String> mounts, String type, Optional<String> option, Optional<String> own) {
    if (own.isEmpty()) {
      return List.of();
    }
    for (String line : mounts) {
      String[] halves = line.split(" - ", 2);
      String[] mount = halves[0].split(" ");
      String[] system = halves.length == 2 ? halves[1].split(" ") : new String[0];
      boolean fits =
          mount.length > 4
              && system.length > 2
              && system[0].equals(type)
              && option.stream().allMatch(Arrays.asList(system[2].split(","))::contains);
      if (fits) {
        return upwards(below(root, plain(mount[4])), rest(plain(mount[3]), own.get()));
      }
    }
    return List.of();
  }

  /**
   * The way from the mount to our group. Where the mount does not show our own path, as in a
   * container without a group namespace, what is mounted is our group.
   */
  private static String rest(String mounted, String own) {
    if (own.startsWith("/..")) {
      return "";
    }
    if (mounted.equals("/")) {
      return own;
    }
    return own.startsWith(mounted + "/") ? own.substring(mounted.length()) : "";
  }

  private static List<Path> upwards(Path mount, String rest) {
    Path folder = below(mount, rest);
    List<Path> found = new ArrayList<>();
    while (folder != null && folder.startsWith(mount)) {
      if (Files.isDirectory(folder)) {
        found.add(folder);
      }
      folder = folder.getParent();
    }
    return found;
  }

  private static Path below(Path folder, String absolute) {
    String relative = absolute.startsWith("/") ? absolute.substring(1) : absolute;
    return folder.resolve(relative).normalize();
  }

  /** Blanks and backslashes are written in octal there. */
  private static String plain(String field) {
    return field.replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\");
  }

  private static List<String> lines(Path file) {
    try {
      // Byte for byte: a path need not be text in any encoding.
      return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
    } catch (IOException | RuntimeException e) {
      return List.of();
    }
  }
}
