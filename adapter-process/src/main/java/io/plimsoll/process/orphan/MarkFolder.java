package io.plimsoll.process.orphan;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * Where the helpers of a session leave marks, each a file that is named by a number: a folder below
 * its notes, or where there are none, one by itself in the temporary folder. The former goes with
 * the notes; both are removed by the sentinel when the runtime was killed.
 */
final class MarkFolder {

  static final String NAME = "marks";

  private MarkFolder() {}

  /**
   * Makes it, for its owner alone.
   *
   * @param notes the folder of the notes; null where there is none
   * @param otherwise what to make where it cannot be below them
   */
  static Path make(@Nullable Path notes, Path otherwise) throws IOException {
    if (notes != null) {
      try {
        return made(notes.resolve(NAME));
      } catch (IOException e) {
        // No room, or not writable any more: the other one.
      }
    }
    return made(otherwise);
  }

  private static Path made(Path folder) throws IOException {
    return Files.createDirectory(
        folder, PosixFilePermissions.asFileAttribute(StateFolder.OWNER_ONLY));
  }

  /**
   * Removes the one below some notes, with the marks in it. Where something else lies in it, that
   * and the folder stay.
   */
  static void remove(Path notes) throws IOException {
    Path folder = notes.resolve(NAME);
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
      for (Path mark : all) {
        if (isMark(mark)) {
          Files.deleteIfExists(mark);
        }
      }
    }
    Files.deleteIfExists(folder);
  }

  private static boolean isMark(Path file) {
    String name = String.valueOf(file.getFileName());
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) < '0' || name.charAt(i) > '9') {
        return false;
      }
    }
    return !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS);
  }
}
