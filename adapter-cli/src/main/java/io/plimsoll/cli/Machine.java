package io.plimsoll.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the machine says of itself.
 *
 * @param system the name of the operating system
 * @param java the version of the JVM and who made it
 * @param processors processors that we may use
 * @param heapBytes the most heap that we may have
 * @param openFiles how many files we may have open, if it is known
 * @param processes how many processes our user may have, if it is known
 * @param mostPids how many process ids there are, if it is known
 * @param ourPid the id of this process
 * @param procReadable whether /proc shows processes
 * @param controlGroups which versions of control groups are mounted
 */
record Machine(
    String system,
    String java,
    int processors,
    long heapBytes,
    OptionalLong openFiles,
    OptionalLong processes,
    OptionalLong mostPids,
    long ourPid,
    boolean procReadable,
    String controlGroups) {

  private static final int LONGEST_FILE_BYTES = 1 << 16;

  /** This one. */
  static Machine here() {
    return new Machine(
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("java.version") + ", " + System.getProperty("java.vm.vendor"),
        Runtime.getRuntime().availableProcessors(),
        Runtime.getRuntime().maxMemory(),
        limit("Max open files"),
        limit("Max processes"),
        number(read("/proc/sys/kernel/pid_max")),
        ProcessHandle.current().pid(),
        !read("/proc/self/stat").isEmpty() && Files.isReadable(Path.of("/proc/self/environ")),
        mountedGroups());
  }

  private static OptionalLong limit(String name) {
    Optional<String> line =
        read("/proc/self/limits").lines().filter(l -> l.startsWith(name)).findFirst();
    return line.map(l -> number(l.substring(name.length()).strip().split("\\s+")[0]))
        .orElse(OptionalLong.empty());
  }

  private static OptionalLong number(String text) {
    try {
      return OptionalLong.of(Long.parseLong(text.strip()));
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  private static String mountedGroups() {
    boolean second = false;
    boolean first = false;
    for (String line : read("/proc/self/mounts").lines().toList()) {
      String[] parts = line.split(" ");
      second |= parts.length > 2 && parts[2].equals("cgroup2");
      first |= parts.length > 2 && parts[2].equals("cgroup");
    }
    if (first && second) {
      return "versions 1 and 2";
    }
    return second ? "version 2" : first ? "version 1" : "none";
  }

  /** Read in one go: some of these files answer only the first read. */
  private static String read(String path) {
    try (InputStream in = Files.newInputStream(Path.of(path))) {
      byte[] bytes = new byte[LONGEST_FILE_BYTES];
      int read = in.readNBytes(bytes, 0, bytes.length);
      return new String(bytes, 0, read, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  /** Whether this is Linux, where everything is known to hold. */
  boolean isLinux() {
    return system.toLowerCase(Locale.ROOT).startsWith("linux");
  }
}
