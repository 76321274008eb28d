package io.plimsoll.bootstrap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells whether anybody but this user and root can write a file: what it holds is going to run. */
final class Ownership {

  private static final int OTHERS_WRITE = 0b000_010_010;
  private static final Integer ROOT = 0;

  private Ownership() {}

  /** What is wrong with it, as the predicate of a problem; empty where all is well. */
  static String problem(Path path) throws IOException {
    Map<String, Object> found;
    try {
      found = Files.readAttributes(path, "unix:uid,mode");
    } catch (UnsupportedOperationException | IllegalArgumentException e) {
      return ""; // a system without owners and modes
    }
    Object self;
    try {
      self = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    } catch (NoSuchFileException e) {
      self = found.getOrDefault("uid", ROOT); // who we are cannot be told here
    }
    int mode = found.get("mode") instanceof Integer bits ? bits : 0;
    return problem(path, found.get("uid"), mode, self);
  }

  static String problem(Path path, @Nullable Object owner, int mode, Object self) {
    if (!ROOT.equals(owner) && !self.equals(owner)) {
      return "belongs to user %s; must belong to user %s or root, for it is run; try chown %s '%s'"
          .formatted(owner, self, self, path);
    }
    return (mode & OTHERS_WRITE) == 0
        ? ""
        : "can be written by others (%s); must not be, for it is run; try chmod go-w '%s'"
            .formatted(Integer.toOctalString(mode & 0777), path);
  }
}
