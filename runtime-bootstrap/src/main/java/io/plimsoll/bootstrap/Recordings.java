package io.plimsoll.bootstrap;

import io.plimsoll.port.LazyLogger;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The recordings of sessions: a folder for each in {@code recordings} below the state folder, the
 * last few of which are kept. One whose runtime lives is never removed.
 *
 * @param folder where they lie; need not be there
 */
record Recordings(Path folder) {

  private static final System.Logger LOG = LazyLogger.of(Recordings.class);

  /** So many are kept, and those of runtimes that live. */
  static final int MOST = 32;

  /**
   * By so many they may be more before the oldest are removed, for not each start to pay for it.
   */
  static final int SLACK = 8;

  /** Besides its parts: the process and when it began, by which one that lives is known. */
  private static final String OWNER = "owner";

  /** Two ways of telling when a process began differ by less. */
  private static final Duration CLOSE = Duration.ofSeconds(2);

  private static final FileAttribute<?> FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final FileAttribute<?> FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  /** Those below this state folder. */
  static Recordings below(Path state) {
    return new Recordings(state.resolve("recordings"));
  }

  /** The folder of a session, which is made when it is asked for. */
  record OfSession(Recordings all, String session) implements RingFiles.Folder {

    @Override
    public Path make() throws IOException {
      return all.make(session);
    }
  }

  /** Makes the folder of a session, and removes what is more than may be. */
  Path make(String session) throws IOException {
    Path state = folder.toAbsolutePath().getParent();
    if (state != null) {
      Files.createDirectories(state, FOLDER);
    }
    try {
      Files.createDirectory(folder, FOLDER);
    } catch (FileAlreadyExistsException e) {
      refuseOthers();
    }
    forgetOldest();
    Path made = Files.createDirectory(folder.resolve(session), FOLDER);
    ProcessHandle self = ProcessHandle.current();
    Files.writeString(
        Files.createFile(made.resolve(OWNER), FILE),
        self.pid() + " " + began(self).toEpochMilli() + "\n",
        StandardCharsets.US_ASCII,
        StandardOpenOption.WRITE);
    return made;
  }

  /** What is decided is nobody else's business, nor may anybody else lead it elsewhere. */
  private void refuseOthers() throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException("'" + folder + "' is no folder, or a link; remove it");
    }
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
  }

  private static Instant began(ProcessHandle process) {
    return process.info().startInstant().orElse(Instant.EPOCH);
  }

  /** Leaves room for one. */
  private void forgetOldest() throws IOException {
    String[] names = folder.toFile().list();
    if (names == null || names.length < MOST + SLACK) {
      return;
    }
    int kept = 0;
    for (Path each : newestFirst()) {
      if (kept < MOST - 1 || lives(each)) {
        kept++;
      } else {
        removeQuietly(each);
      }
    }
  }

  /** All of them, the one that was begun last first. */
  List<Path> newestFirst() throws IOException {
    List<Aged> all = new ArrayList<>();
    try (DirectoryStream<Path> sessions = Files.newDirectoryStream(folder)) {
      for (Path session : sessions) {
        all.add(new Aged(session, age(session)));
      }
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    Collections.sort(all);
    List<Path> sorted = new ArrayList<>();
    for (Aged each : all) {
      sorted.add(each.session);
    }
    return sorted;
  }

  /** A session and its age, which may change while others are compared with it. */
  private record Aged(Path session, FileTime age) implements Comparable<Aged> {

    /** The newest is the least. */
    @Override
    public int compareTo(Aged other) {
      return other.age.compareTo(age);
    }
  }

  /** When its owner was written, or itself made where it is still to be, or never was. */
  private static FileTime age(Path session) {
    Path owner = session.resolve(OWNER);
    try {
      return Files.getLastModifiedTime(
          Files.exists(owner, LinkOption.NOFOLLOW_LINKS) ? owner : session,
          LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      return FileTime.fromMillis(0); // gone
    }
  }

  /** Whether its runtime lives. */
  static boolean lives(Path session) {
    try {
      String[] words =
          Files.readString(session.resolve(OWNER), StandardCharsets.US_ASCII).strip().split(" ");
      Instant then = Instant.ofEpochMilli(Long.parseLong(words[1]));
      Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(words[0]));
      return process.isPresent()
          && Duration.between(then, began(process.get())).abs().compareTo(CLOSE) <= 0;
    } catch (IOException | RuntimeException e) {
      return false; // nobody's
    }
  }

  private static void removeQuietly(Path session) {
    try {
      remove(session);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "a recording could not be removed", e);
    }
  }

  static void remove(Path session) throws IOException {
    Files.walkFileTree(
        session,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes about)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE; // gone meanwhile
          }

          @Override
          public FileVisitResult postVisitDirectory(Path left, IOException e) throws IOException {
            Files.deleteIfExists(left);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
