package io.plimsoll.process.cgroup;

import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * One control group with those below it. Any thread; what is gone has no processes. A call costs
 * some 50 microseconds for each group.
 */
public final class GroupFolder {

  static final String PROCS = "cgroup.procs";
  private static final String KILL = "cgroup.kill";
  private static final String EVENTS = "cgroup.events";
  private static final String POPULATED = "populated 1\n";
  static final String STAT = "cgroup.stat";
  static final String NO_DESCENDANTS = "nr_descendants 0\n";

  /** What these files take as a rule; they do not tell their lengths. */
  private static final int FIRST_BYTES = 512;

  private final File folder;

  public GroupFolder(Path folder) {
    this.folder = folder.toFile();
  }

  public Path path() {
    return folder.toPath();
  }

  /** The ids of the live processes in it and below it. */
  public int[] pids() {
    List<File> groups = groups();
    if (groups.size() == 1) {
      return ids(read(groups.get(0), PROCS));
    }
    Set<Integer> all = new LinkedHashSet<>();
    for (File group : groups) {
      for (int pid : ids(read(group, PROCS))) {
        all.add(pid);
      }
    }
    int[] pids = new int[all.size()];
    int count = 0;
    for (int pid : all) {
      pids[count++] = pid;
    }
    return pids;
  }

  /** The ids of a list with one in each line; 0 stands for who cannot be seen from here. */
  static int[] ids(String lines) {
    int[] ids = new int[1 + lines.length() / 2];
    int count = 0;
    int id = 0;
    for (int i = 0; i < lines.length(); i++) {
      char c = lines.charAt(i);
      if (c != '\n') {
        id = 10 * id + c - '0';
      }
      if (id > 1 && (c == '\n' || i == lines.length() - 1)) {
        ids[count++] = id;
      }
      id = c == '\n' ? 0 : id;
    }
    return Arrays.copyOf(ids, count);
  }

  /**
   * Whether a process is in it or below it, one included that is dying and is listed no more: it
   * runs no program, and may still hold files and sockets. True where the kernel says it and that
   * cannot be read now: descriptors may run out.
   */
  public boolean populated() {
    String events = read(folder, EVENTS);
    return events.contains(POPULATED) || (events.isEmpty() && new File(folder, EVENTS).exists());
  }

  /** Whether the kernel can end it, see {@link #kill}. */
  boolean canBeKilled() {
    return new File(folder, KILL).exists();
  }

  /**
   * Has the kernel end every process in it and below it at once, forks under way included.
   *
   * @return false where the kernel cannot (before Linux 5.14) or the group is gone
   */
  public boolean kill() {
    return write(KILL, "1");
  }

  /** The same where the kernel is known to have that for every group. */
  boolean killAsUsual() {
    return write(new File(folder, KILL), "1");
  }

  /** Writes one of its files; false where that is refused. */
  public boolean write(String file, String text) {
    File target = new File(folder, file);
    return target.exists() && write(target, text); // opening would try to make it
  }

  private static boolean write(File target, String text) {
    try (FileOutputStream out = new FileOutputStream(target)) {
      out.write(text.getBytes(StandardCharsets.US_ASCII));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** What one of its files holds, stripped; empty where it is not there. */
  public String read(String file) {
    return read(folder, file).strip();
  }

  /** Removes it and those below it, the deepest first: true when it is gone. */
  public boolean remove() {
    if (removeAlone()) {
      return true; // nothing was below it, as nearly always
    }
    List<File> groups = groups();
    for (int i = groups.size() - 1; i >= 0; i--) {
      var unused = groups.get(i).delete();
    }
    return !folder.exists();
  }

  /** Removes it where nobody is in it, dying ones included, and nothing below it. */
  boolean removeAlone() {
    return folder.delete();
  }

  /** It and those below it, each before those below it. */
  private List<File> groups() {
    String stat = read(folder, STAT);
    if (stat.isEmpty() && !folder.exists()) {
      return List.of();
    }
    if (stat.startsWith(NO_DESCENDANTS)) {
      return List.of(folder);
    }
    List<File> found = new ArrayList<>();
    Deque<File> left = new ArrayDeque<>(List.of(folder));
    while (!left.isEmpty()) {
      File group = left.pop();
      found.add(group);
      File[] below = group.listFiles(File::isDirectory);
      left.addAll(below == null ? List.of() : Arrays.asList(below));
    }
    return found;
  }

  private static String read(File group, String file) {
    try (FileInputStream in = new FileInputStream(new File(group, file))) {
      byte[] text = new byte[FIRST_BYTES];
      int length = Math.max(0, in.read(text));
      boolean more = length == FIRST_BYTES; // else that was all: so few bytes come at once
      while (more) {
        text = length == text.length ? Arrays.copyOf(text, 2 * length) : text;
        int n = in.read(text, length, text.length - length);
        length += Math.max(0, n);
        more = n > 0;
      }
      return new String(text, 0, length, StandardCharsets.US_ASCII);
    } catch (IOException e) {
      return "";
    }
  }
}
