package io.plimsoll.process.orphan;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;

/**
 * The folder in which runtimes of one user leave notes for one another. Only its owner may write
 * there: a note decides what is ended.
 *
 * @param path where it is; need not be there yet
 */
public record StateFolder(Path path) {

  static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

  private static final String SESSIONS = "sessions";
  private static final int OTHERS_WRITE = 0b000_010_010;
  private static final int OTHERS_ANY = 0b000_111_111;

  /**
   * A folder that is fit, or not there yet.
   *
   * @throws IllegalArgumentException if it is there and must not be trusted
   */
  public static StateFolder checked(Path path) {
    StateFolder folder = new StateFolder(path.toAbsolutePath().normalize());
    check(folder.path);
    check(folder.sessions());
    return folder;
  }

  Path sessions() {
    return path.resolve(SESSIONS);
  }

  Path session(String id) {
    return sessions().resolve(id);
  }

  /** Makes the folder of a session, and those above it where they are missing. */
  Path make(String session) throws IOException {
    Path above = path.getParent();
    if (above != null) {
      Files.createDirectories(above);
    }
    Path made = session(session);
    try {
      makeOne(path);
      makeOne(sessions());
      check(path);
      check(sessions());
      Files.createDirectory(made, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
    return made;
  }

  private static void makeOne(Path folder) throws IOException {
    try {
      Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    } catch (FileAlreadyExistsException e) {
      return; // by us, or by another runtime a moment ago
    }
  }

  private static void check(Path folder) {
    String about = "state.folder: '" + folder + "' ";
    Map<String, Object> found;
    Object self;
    try {
      found = Files.readAttributes(folder, "unix:uid,mode", LinkOption.NOFOLLOW_LINKS);
      self = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    } catch (NoSuchFileException e) {
      return;
    } catch (IOException | UnsupportedOperationException e) {
      return; // cannot be made or used: the runtime goes on without it, and says so
    }
    if (Files.isSymbolicLink(folder)) {
      throw new IllegalArgumentException(
          about + "is a link; must be a folder; remove it or set state.folder to a folder");
    }
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      throw new IllegalArgumentException(
          about + "is a file; must be a folder; remove it or set state.folder to a folder");
    }
    if (!self.equals(found.get("uid"))) {
      throw new IllegalArgumentException(
          about
              + "belongs to user %s; must belong to user %s; set state.folder to one of your own"
                  .formatted(found.get("uid"), self));
    }
    int mode = found.get("mode") instanceof Integer bits ? bits : 0;
    if ((mode & OTHERS_WRITE) != 0) {
      throw new IllegalArgumentException(
          about
              + "can be written by others (%s); must be its owner's alone; try chmod 700 '%s'"
                  .formatted(Integer.toOctalString(mode & 0777), folder));
    }
    if ((mode & OTHERS_ANY) != 0) {
      mend(folder);
    }
  }

  private static void mend(Path folder) {
    try {
      Files.setPosixFilePermissions(folder, OWNER_ONLY);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "state.folder: '%s' can be read by others; must be its owner's alone; try chmod 700 '%s'"
              .formatted(folder, folder),
          e);
    }
  }
}
