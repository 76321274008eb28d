package io.plimsoll.process;

import io.plimsoll.process.proc.StartTurn;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What {@code /proc} tells of this process's own descriptors. Any thread. */
final class Descriptors {

  static final String FOLDER = "/proc/self/fd/";

  private Descriptors() {}

  /** The numbers of all that are open, as text. */
  static Set<String> names() throws IOException {
    String[] names = new File(FOLDER).list();
    if (names != null) {
      return new HashSet<>(List.of(names));
    }
    // That does not say what it lacks: this does.
    Set<String> listed = new HashSet<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(Path.of(FOLDER))) {
      for (Path entry : entries) {
        listed.add(String.valueOf(entry.getFileName()));
      }
    }
    return listed;
  }

  /**
   * How much can be read from one; less than nothing where it cannot be opened.
   *
   * @throws IOException where no other one can be opened, either
   */
  static int available(int fd) throws IOException {
    try (FileInputStream in = new FileInputStream(FOLDER + fd)) {
      return in.available();
    } catch (IOException e) {
      if (StartTurn.lacksDescriptors(e)) {
        throw e;
      }
      return -1;
    }
  }

  /** The permissions of the link itself are those that it was opened with, see proc(5). */
  static boolean writes(int fd) throws IOException {
    return Files.readAttributes(
            Path.of(FOLDER, Integer.toString(fd)),
            PosixFileAttributes.class,
            LinkOption.NOFOLLOW_LINKS)
        .permissions()
        .contains(PosixFilePermission.OWNER_WRITE);
  }
}
