package io.plimsoll.process.cgroup;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The control group that this process is in, and what may be done below it.
 *
 * @param folder where it is mounted; empty where there is none
 * @param reason why it cannot be used, with a remedy; empty where it can
 */
public record OwnGroup(Optional<Path> folder, String reason) {

  private static final String SESSION_PREFIX = "plimsoll-";
  private static final String VERSION_2 = "0::";
  private static final String TRIAL_PREFIX = "plimsoll.try-";

  /** Finds it. */
  public static OwnGroup find() {
    try {
      return of(
          Files.readAllLines(Path.of("/proc/self/mountinfo")),
          Files.readAllLines(Path.of("/proc/self/cgroup")));
    } catch (IOException e) {
      return none("/proc/self/cgroup cannot be read; mount /proc");
    }
  }

  /** The same from what the kernel tells. */
  static OwnGroup of(List<String> mounts, List<String> groups) {
    Optional<String> own = ofVersion2(groups);
    if (own.isEmpty()) {
      return none("the kernel has no control groups of version 2; use Linux 4.5 or later");
    }
    for (String line : mounts) {
      int end = line.indexOf(" - cgroup2 ");
      String[] fields = line.substring(0, Math.max(0, end)).split(" ");
      if (fields.length > 4) {
        Optional<Path> folder = below(plain(fields[3]), plain(fields[4]), own.get());
        if (folder.isPresent()) {
          return new OwnGroup(folder, "");
        }
      }
    }
    return none(
        "no cgroup2 file system shows our own group '%s'; mount one, such as at /sys/fs/cgroup"
            .formatted(own.get()));
  }

  private static Optional<String> ofVersion2(List<String> groups) {
    for (String line : groups) {
      if (line.startsWith(VERSION_2)) {
        return Optional.of(line.substring(VERSION_2.length()));
      }
    }
    return Optional.empty();
  }

  /** The folder of a session below it. */
  public Optional<Path> sessionFolder(String session) {
    return folder.isEmpty()
        ? Optional.empty()
        : Optional.of(folder.get().resolve(SESSION_PREFIX + session));
  }

  /** The folders of all sessions below it, also those whose runtime is gone. */
  public List<Path> sessionFolders() {
    if (folder.isEmpty()) {
      return List.of();
    }
    try (var children = Files.newDirectoryStream(folder.get(), SESSION_PREFIX + "*")) {
      List<Path> found = new ArrayList<>();
      children.forEach(found::add);
      return List.copyOf(found);
    } catch (IOException e) {
      return List.of();
    }
  }

  /** The session that a folder belongs to, by its name. */
  public static String sessionOf(Path sessionFolder) {
    Path name = sessionFolder.getFileName();
    return name == null ? "" : name.toString().substring(SESSION_PREFIX.length());
  }

  /**
   * Tries whether groups can be made below it that processes may join, by making one and removing
   * it again.
   *
   * @return itself, or itself with the reason why not
   */
  public OwnGroup tried(String session) {
    if (folder.isEmpty()) {
      return this;
    }
    Path own = folder.get();
    Path trial = own.resolve(TRIAL_PREFIX + session);
    try {
      Files.createDirectory(trial);
    } catch (IOException e) {
      return refused("'%s' cannot be written by this user (%s)".formatted(own, name(e)));
    }
    try {
      String type = new GroupFolder(trial).read("cgroup.type");
      if (!type.equals("domain")) {
        return refused("groups below '%s' would be '%s', not 'domain'".formatted(own, type));
      }
      // Whoever moves a process needs to write both where it comes to and where both come from.
      for (Path group : List.of(trial, own)) {
        if (!Files.isWritable(group.resolve("cgroup.procs"))) {
          return refused("'%s/cgroup.procs' cannot be written by this user".formatted(group));
        }
      }
      return this;
    } finally {
      var unused = new GroupFolder(trial).remove();
    }
  }

  private OwnGroup refused(String why) {
    return new OwnGroup(
        folder,
        why + "; run as root, or in a delegated group: systemd-run --user --scope -p Delegate=yes");
  }

  private static String name(IOException thrown) {
    return thrown instanceof AccessDeniedException
        ? "permission denied"
        : String.valueOf(thrown.getMessage());
  }

  private static OwnGroup none(String reason) {
    return new OwnGroup(Optional.empty(), reason);
  }

  private static Optional<Path> below(String root, String mount, String own) {
    if (own.endsWith(" (deleted)") || own.startsWith("/..")) {
      return Optional.empty();
    }
    String rest = root.equals("/") ? own : own.equals(root) ? "" : null;
    if (rest == null && own.startsWith(root + "/")) {
      rest = own.substring(root.length());
    }
    if (rest == null) {
      return Optional.empty();
    }
    Path folder = Path.of(mount + rest).normalize();
    return Files.isDirectory(folder) ? Optional.of(folder) : Optional.empty();
  }

  /** Blanks and backslashes are written in octal there. */
  private static String plain(String field) {
    return field.replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\");
  }
}
