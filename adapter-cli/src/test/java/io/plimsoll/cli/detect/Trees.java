package io.plimsoll.cli.detect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Makes files below a folder of a test. */
final class Trees {

  private Trees() {}

  /** A program that a shell runs. */
  static Path script(Path file, String body) throws IOException {
    return executable(file, "#!/bin/sh\n" + body + "\n");
  }

  /** An executable file with this content. */
  static Path executable(Path file, String content) throws IOException {
    write(file, content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    return file;
  }

  /** A file with this content, and the folders above it. */
  static Path write(Path file, String content) throws IOException {
    Files.createDirectories(Segments.folder(file));
    return Files.writeString(file, content);
  }

  /** A link, and the folders above it. */
  static Path link(Path link, Path target) throws IOException {
    Files.createDirectories(Segments.folder(link));
    return Files.createSymbolicLink(link, target);
  }
}
