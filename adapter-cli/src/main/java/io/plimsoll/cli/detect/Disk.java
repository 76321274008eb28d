package io.plimsoll.cli.detect;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The real files. Any thread may use it. */
final class Disk implements FileFacts {

  /** As many links as the system follows. */
  static final int MOST_LINKS = 40;

  /** As much as is read of a file. */
  static final int HEAD_BYTES = 16_384;

  private static final String MARK = "#!";

  @Override
  public boolean isFile(Path path) {
    return Files.isRegularFile(path);
  }

  @Override
  public boolean isFolder(Path path) {
    return Files.isDirectory(path);
  }

  @Override
  public String head(Path path) {
    // A pipe or a device would be waited for.
    if (!isFile(path)) {
      return "";
    }
    try (InputStream in = Files.newInputStream(path)) {
      return new String(in.readNBytes(HEAD_BYTES), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  /** Whether the system would run it; as the start of a command judges. */
  boolean runs(Path path) {
    File file = path.toFile();
    return file.canExecute() && !file.isDirectory();
  }

  /** Whether it is not there, rather than out of reach. */
  boolean isAbsent(Path path) {
    try {
      var unused = path.toRealPath();
      return false;
    } catch (NoSuchFileException e) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** The program at a path, with its links followed. */
  Program program(Path path) {
    List<Path> links = new ArrayList<>();
    Path at = path;
    while (links.size() < MOST_LINKS && Files.isSymbolicLink(at)) {
      try {
        at = Segments.folder(at).resolve(Files.readSymbolicLink(at)).normalize();
      } catch (IOException e) {
        break;
      }
      links.add(at);
    }
    Path real = real(path);
    return new Program(path, links, real, interpreter(real));
  }

  /** The file at the end of all links; the path itself where they lead nowhere. */
  Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      return path;
    }
  }

  /** The interpreter that the first line names by its full path. */
  private Optional<Path> interpreter(Path file) {
    String head = head(file);
    if (!head.startsWith(MARK)) {
      return Optional.empty();
    }
    String line = head.substring(MARK.length()).lines().findFirst().orElse("").strip();
    return Surroundings.path(line.split("[ \t]", 2)[0]).filter(Path::isAbsolute);
  }

  /** By what a change of a file is seen. */
  Stamp stamp(Path path) {
    try {
      BasicFileAttributes seen = Files.readAttributes(path, BasicFileAttributes.class);
      return new Stamp(
          path,
          seen.size(),
          seen.lastModifiedTime().to(TimeUnit.NANOSECONDS),
          String.valueOf(seen.fileKey()));
    } catch (IOException e) {
      return Stamp.absent(path);
    }
  }

  /** Whether something is there that is a link to nothing. */
  boolean isBrokenLink(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS) && !Files.exists(path);
  }
}
