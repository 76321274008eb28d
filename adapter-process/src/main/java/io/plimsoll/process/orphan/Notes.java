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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

  /** What lines look like. Apart, as a runtime that only writes them need not make these. */
  private static final class Form {

    private static final String NUMBER = "([0-9]{1,18})";
    private static final Pattern FIRST =
        Pattern.compile(
            "plimsoll-leases 1 ([0-9]{1,9}) " + NUMBER + " ([0-9a-fA-F-]{1,64})( (/[^\\x00]*))?");
    private static final Pattern WATCHER = Pattern.compile("W ([0-9]{1,9}) " + NUMBER);
    private static final Pattern START =
        Pattern.compile("S ([0-9a-zA-Z-]{1,90}) ([0-9]{1,9}) " + NUMBER + " (.*)");
    private static final Pattern OTHER = Pattern.compile("([EK]) ([0-9a-zA-Z-]{1,90})");
  }

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
    Matcher first = Form.FIRST.matcher(end < 0 ? "" : text.substring(0, end));
    if (!first.matches()) {
      throw new IOException("line 1 does not say whose it is");
    }
    Map<String, String> live = new LinkedHashMap<>();
    Set<String> kept = new LinkedHashSet<>();
    Known sentinel = Known.NOBODY;
    int odd = 0;
    // A last line without its end was being written when the runtime was killed.
    int last = text.lastIndexOf('\n');
    for (String line : text.substring(end, last).split("\n")) {
      Matcher watcher = Form.WATCHER.matcher(line);
      if (watcher.matches()) {
        sentinel = known(watcher);
      } else if (!line.isEmpty() && !taken(line, live, kept)) {
        odd++;
      }
    }
    return new Notes(
        known(first),
        first.group(3),
        Optional.ofNullable(first.group(5)).flatMap(Notes::path),
        sentinel,
        Map.copyOf(live),
        Set.copyOf(kept),
        odd);
  }

  private static boolean taken(String line, Map<String, String> live, Set<String> kept) {
    Matcher start = Form.START.matcher(line);
    if (start.matches()) {
      live.put(start.group(1), start.group(4));
      return true;
    }
    Matcher other = Form.OTHER.matcher(line);
    if (!other.matches()) {
      return false;
    }
    if (other.group(1).equals("K")) {
      kept.add(other.group(2));
    } else {
      live.remove(other.group(2));
    }
    return true;
  }

  /** Nothing where the platform cannot say it in its own encoding. */
  private static Optional<Path> path(String text) {
    try {
      return Optional.of(Path.of(text));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static Known known(Matcher matcher) {
    return new Known(Integer.parseInt(matcher.group(1)), Long.parseLong(matcher.group(2)));
  }
}
