package io.plimsoll.process.orphan;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a session noted, as far as it can be read.
 *
 * @param owner the runtime
 * @param boot the run of the machine in which it lived
 * @param group its control group, if it had one
 * @param sentinel the last one that was noted; a pid of 0 where there was none
 * @param live the programs by lease that had started and not ended
 * @param kept the leases that may live on
 * @param odd how many lines make no sense
 */
record Notes(
    Known owner,
    String boot,
    Optional<Path> group,
    Known sentinel,
    Map<String, String> live,
    Set<String> kept,
    int odd) {

  /** A line for each of the live commands is short; more than this was not written by a runtime. */
  private static final int MOST_BYTES = 8 << 20;

  /** More than the longest first line: a path has 4,096 bytes at most. */
  private static final int FIRST_BYTES = 8 << 10;

  /**
   * A process that can be told from another one with its id.
   *
   * @param pid its id
   * @param ticks when it was started
   */
  record Known(int pid, long ticks) {
    static final Known NOBODY = new Known(0, 0);
  }

  /** Those of a session that came to an end before it noted anything: nobody knows whose it is. */
  static Notes none() {
    return new Notes(Known.NOBODY, "-", Optional.empty(), Known.NOBODY, Map.of(), Set.of(), 0);
  }

  /** Whether they say whose they are. */
  boolean owned() {
    return owner.pid() > 0;
  }

  /** The first line. */
  static String header(long pid, long ticks, String boot, Optional<Path> group) {
    String owner = "plimsoll-leases 1 " + pid + " " + ticks + " " + boot;
    return group.isPresent() && isOneLine(group.get().toString())
        ? owner + " " + group.get()
        : owner;
  }

  private static boolean isOneLine(String path) {
    for (int i = 0; i < path.length(); i++) {
      if (path.charAt(i) < ' ') {
        return false;
      }
    }
    return true;
  }

  /**
   * Reads them.
   *
   * @throws IOException in words for people, where they cannot be used
   */
  static Notes read(Path file) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw noFile(file);
    }
    long size = Files.size(file);
    if (size > MOST_BYTES) {
      throw new IOException("has %d bytes; must have at most %d".formatted(size, MOST_BYTES));
    }
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      bytes = in.readNBytes(MOST_BYTES);
    }
    return parse(new String(bytes, StandardCharsets.UTF_8));
  }

  /** Reads the first line only: whose they are. */
  static Notes readOwner(Path file) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw noFile(file);
    }
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      String start = new String(in.readNBytes(FIRST_BYTES), StandardCharsets.UTF_8);
      return parse(start.substring(0, start.indexOf('\n') + 1));
    }
  }

  /** Nothing is there any more, or something else. */
  private static IOException noFile(Path file) {
    return Files.notExists(file, LinkOption.NOFOLLOW_LINKS)
        ? new NoSuchFileException(file.toString())
        : new IOException("is no plain file");
  }

  static Notes parse(String text) throws IOException {
    int end = text.indexOf('\n');
    NoteLine first = new NoteLine(end < 0 ? "" : text.substring(0, end));
    Known owner = first.takes("plimsoll-leases 1 ") ? first.known() : null;
    String boot = first.takes(" ") ? first.boot() : "";
    boolean grouped = first.takes(" ");
    String folder = grouped ? first.rest() : "";
    boolean isFolder = folder.startsWith("/") && folder.indexOf('\0') < 0;
    if (owner == null || boot.isEmpty() || grouped != isFolder || !first.isOver()) {
      throw new IOException("line 1 does not say whose it is");
    }
    Map<String, String> live = new LinkedHashMap<>();
    Set<String> kept = new LinkedHashSet<>();
    Known sentinel = Known.NOBODY;
    int odd = 0;
    // A last line without its end was being written when the runtime was killed.
    int last = text.lastIndexOf('\n');
    for (String line : text.substring(end, last).split("\n")) {
      Known watcher = watcher(new NoteLine(line));
      if (watcher != null) {
        sentinel = watcher;
      } else if (!line.isEmpty() && !taken(new NoteLine(line), live, kept)) {
        odd++;
      }
    }
    return new Notes(owner, boot, path(folder), sentinel, Map.copyOf(live), Set.copyOf(kept), odd);
  }

  private static @Nullable Known watcher(NoteLine line) {
    Known known = line.takes("W ") ? line.known() : null;
    return line.isOver() ? known : null;
  }

  private static boolean taken(NoteLine line, Map<String, String> live, Set<String> kept) {
    if (line.takes("S ")) {
      return started(line, live);
    }
    boolean ended = line.takes("E ");
    if (!ended && !line.takes("K ")) {
      return false;
    }
    String lease = line.lease();
    if (lease.isEmpty() || !line.isOver()) {
      return false;
    }
    if (ended) {
      live.remove(lease);
    } else {
      kept.add(lease);
    }
    return true;
  }

  private static boolean started(NoteLine line, Map<String, String> live) {
    String lease = line.lease();
    Known process = line.takes(" ") ? line.known() : null;
    boolean named = line.takes(" ");
    String program = line.rest();
    if (lease.isEmpty() || process == null || !named || !isOneLine(program)) {
      return false;
    }
    live.put(lease, program);
    return true;
  }

  /** Nothing where the platform cannot say it in its own encoding. */
  private static Optional<Path> path(String text) {
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
