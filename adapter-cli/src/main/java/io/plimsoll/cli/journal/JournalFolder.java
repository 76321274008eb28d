package io.plimsoll.cli.journal;

import io.plimsoll.command.Text;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** The folder of a journal: only its owner's, and locked as long as it is open. */
final class JournalFolder implements AutoCloseable {

  private static final String LOCK = "lock";
  private static final String JOURNAL = "journal";
  private static final String FRESH = "journal.new";
  private static final String ANOTHER = "try another folder";

  private final Path folder;
  private final FileChannel lockFile;

  private JournalFolder(Path folder, FileChannel lockFile) {
    this.folder = folder;
    this.lockFile = lockFile;
  }

  /**
   * Makes the folder where it is not there, and locks it.
   *
   * @throws JournalException if it is not fit, or another batch is at work in it
   */
  static JournalFolder open(Path folder) throws JournalException {
    try {
      make(folder);
      judge(folder);
      FileChannel lock = lock(folder);
      try {
        Files.deleteIfExists(folder.resolve(FRESH));
        return new JournalFolder(folder, lock);
      } catch (IOException e) {
        lock.close();
        throw e;
      }
    } catch (JournalException e) {
      throw e;
    } catch (IOException e) {
      throw JournalException.of(
          folder, e, "must be a folder of your own that can be written; " + ANOTHER);
    }
  }

  private static void make(Path folder) throws IOException {
    try {
      Files.createDirectory(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      Path around = folder.toAbsolutePath().getParent();
      if (around != null) {
        force(around);
      }
    } catch (NoSuchFileException e) {
      throw new JournalException(
          folder,
          "cannot be made: the folder around it is not there; must lie in one that is; make that one first");
    } catch (FileAlreadyExistsException e) {
      // It is judged like any other.
    }
  }

  private static void judge(Path folder) throws IOException {
    if (Files.isSymbolicLink(folder)) {
      throw new JournalException(
          folder, "is a link; must be a folder itself; name the one it points to");
    }
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      throw new JournalException(folder, "is no folder; must be one; " + ANOTHER);
    }
    judgeOwner(folder);
    Set<PosixFilePermission> permissions =
        Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS);
    if (permissions.contains(PosixFilePermission.GROUP_WRITE)
        || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
      throw new JournalException(
          folder,
          "can be written by others (%s); must be yours alone; try chmod 700 '%s'"
              .formatted(PosixFilePermissions.toString(permissions), folder));
    }
    refuseStrangers(folder);
    if (permissions.stream().anyMatch(p -> !p.name().startsWith("OWNER"))) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
  }

  private static void judgeOwner(Path folder) throws IOException {
    Object owner = Files.getAttribute(folder, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    Object self = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    if (!owner.equals(self)) {
      throw new JournalException(
          folder,
          "belongs to user %s; must be your own (user %s); %s".formatted(owner, self, ANOTHER));
    }
  }

  private static void refuseStrangers(Path folder) throws IOException {
    if (Files.exists(folder.resolve(JOURNAL), LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    String[] names = folder.toFile().list();
    if (names == null) {
      throw new IOException("cannot be listed");
    }
    for (String name : names) {
      if (!name.equals(LOCK) && !name.equals(FRESH)) {
        throw new JournalException(
            folder,
            "holds something else ('%s'); must be a folder of its own; %s"
                .formatted(Text.visible(name, 60), ANOTHER));
      }
    }
  }

  private static FileChannel lock(Path folder) throws IOException {
    Path file = folder.resolve(LOCK);
    FileChannel channel = openOwn(file);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        channel.truncate(0);
        String words = ProcessHandle.current().pid() + "\n";
        channel.write(ByteBuffer.wrap(words.getBytes(StandardCharsets.US_ASCII)));
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      // Another batch of this very process.
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    channel.close();
    throw new JournalException(
        folder,
        "is in use by another batch%s; one at a time; wait for its end, or try another folder"
            .formatted(holder(file)));
  }

  private static String holder(Path file) throws IOException {
    String text = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
    return text.matches("[0-9]{1,10}") ? " (process " + text + ")" : "";
  }

  private static FileChannel openOwn(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      channel.close();
      throw new JournalException(file, "is no plain file; must be one; " + ANOTHER);
    }
    return channel;
  }

  /** The folder itself. */
  Path path() {
    return folder;
  }

  /** The journal, there or not. */
  Path journal() {
    return folder.resolve(JOURNAL);
  }

  /** The journal, which is made where it is not there. */
  void makeJournal() throws IOException {
    Path file = journal();
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new JournalException(file, "is no plain file; must be one; " + ANOTHER);
    }
    openOwn(file).close();
    force(folder);
  }

  /** A file that is to take the journal's place. */
  Path makeFresh() throws IOException {
    Path file = folder.resolve(FRESH);
    Files.deleteIfExists(file);
    openOwn(file).close();
    return file;
  }

  /** Returns when the names of its files are on disk. */
  void force() throws IOException {
    force(folder);
  }

  private static void force(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Override
  public void close() throws IOException {
    lockFile.close();
  }
}
