package io.plimsoll.process.orphan;

import io.plimsoll.process.orphan.Notes.Known;
import io.plimsoll.process.proc.ProcReader;
import io.plimsoll.process.proc.ProcStat;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds sessions whose runtime is gone, by the notes in a state folder: its process is not there,
 * or is another one by its start, or lived in an earlier run of the machine; and it holds no lock.
 * For one thread.
 */
final class DeadSessions {

  /** At once; who looks next finds the others. */
  static final int MOST = 1_000;

  /** A runtime makes its folder a moment before it says whose it is. */
  private static final Duration YOUNG = Duration.ofMinutes(1);

  private final StateFolder state;
  private final ProcReader reader = new ProcReader();
  private final ProcStat stat = new ProcStat(reader);
  private final String boot = Ward.bootId(reader);

  DeadSessions(StateFolder state) {
    this.state = state;
  }

  /**
   * Whether there is one, as far as can be told without its lock.
   *
   * @param own the session that asks, which lives
   */
  boolean any(String own) {
    for (Path folder : folders(new ArrayList<>())) {
      if (!folder.endsWith(own) && seemsDead(folder)) {
        return true;
      }
    }
    return false;
  }

  private boolean seemsDead(Path folder) {
    Path file = folder.resolve(LeaseNotes.LEASES);
    try {
      return isFit(folder) && isDead(Notes.readOwner(file));
    } catch (NoSuchFileException e) {
      return isOld(folder);
    } catch (IOException e) {
      return false; // who asks for a report is told
    }
  }

  /**
   * Takes all of them. Each is to be closed.
   *
   * @param dryRun whether only to look: nothing is made
   * @param problems takes what cannot be read, with its remedy
   */
  List<DeadSession> take(boolean dryRun, List<String> problems) {
    List<DeadSession> taken = new ArrayList<>();
    for (Path folder : folders(problems)) {
      if (!isFit(folder)) {
        problems.add(unfit(folder));
        continue;
      }
      try {
        take(folder, dryRun, problems).ifPresent(taken::add);
      } catch (IOException e) {
        // What is not there any more, another one has cleared up meanwhile.
        if (!(e instanceof NoSuchFileException)) {
          problems.add(words(folder, e));
        }
      }
    }
    return taken;
  }

  private Optional<DeadSession> take(Path folder, boolean dryRun, List<String> problems)
      throws IOException {
    Path file = folder.resolve(LeaseNotes.LEASES);
    boolean noted = !Files.notExists(file, LinkOption.NOFOLLOW_LINKS);
    if (noted ? !isDead(Notes.readOwner(file)) : !isOld(folder)) {
      return Optional.empty();
    }
    FileChannel lock = null;
    if (!dryRun || Files.exists(folder.resolve(LeaseNotes.LOCK), LinkOption.NOFOLLOW_LINKS)) {
      lock = lock(folder, dryRun);
      if (lock == null) {
        return Optional.empty(); // its runtime lives after all, or another one clears it up
      }
    }
    DeadSession session = null;
    try {
      Notes notes = noted ? Notes.read(file) : Notes.none();
      if (notes.odd() > 0 && notes.boot().equals(boot)) {
        problems.add(
            "state.folder: '%s' has %d lines that make no sense, so that nobody knows what may live on; must be a runtime's own notes; end what is left of session %s, and remove '%s'"
                .formatted(file, notes.odd(), folder.getFileName(), folder));
        return Optional.empty();
      }
      session = new DeadSession(String.valueOf(folder.getFileName()), folder, notes, lock);
      return Optional.of(session);
    } finally {
      if (session == null && lock != null) {
        lock.close();
      }
    }
  }

  /** Takes the lock that a runtime holds for as long as it lives; null where it is held. */
  private static @Nullable FileChannel lock(Path folder, boolean dryRun) throws IOException {
    Path file = folder.resolve(LeaseNotes.LOCK);
    boolean there = !Files.notExists(file, LinkOption.NOFOLLOW_LINKS);
    if (there && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException("has a lock that is no plain file");
    }
    Set<OpenOption> options =
        dryRun
            ? Set.of(StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)
            : Set.of(
                StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    FileChannel channel = FileChannel.open(file, options, LeaseNotes.PRIVATE);
    boolean taken = false;
    try {
      taken = LeaseNotes.taken(channel);
      return taken ? channel : null;
    } finally {
      if (!taken) {
        channel.close();
      }
    }
  }

  /** Whether its process is gone; another one may have its id by now. */
  private boolean isDead(Notes notes) {
    return !notes.boot().equals(boot) || !lives(notes.owner());
  }

  /** Whether just this process lives. */
  boolean lives(Known process) {
    return process.pid() > 0
        && stat.read(process.pid())
        && stat.ticks() == process.ticks()
        && !stat.gone();
  }

  /** Whether its sentinel lives, which ends what it finds without help. */
  boolean isWatched(DeadSession session) {
    return session.notes().boot().equals(boot) && lives(session.notes().sentinel());
  }

  private static boolean isOld(Path folder) {
    try {
      Instant made = Files.getLastModifiedTime(folder, LinkOption.NOFOLLOW_LINKS).toInstant();
      return made.isBefore(Instant.now().minus(YOUNG));
    } catch (IOException e) {
      return false;
    }
  }

  private List<Path> folders(List<String> problems) {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(state.sessions())) {
      for (Path folder : all) {
        if (found.size() == MOST) {
          problems.add(
              "state.folder: '%s' holds more than %d sessions; only so many are looked at; try again"
                  .formatted(state.sessions(), MOST));
          break;
        }
        found.add(folder);
      }
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      problems.add(words(state.sessions(), e));
    }
    return found;
  }

  /** A folder of ours, named as a session. */
  private static boolean isFit(Path folder) {
    try {
      return Marks.fitsAsSession(String.valueOf(folder.getFileName()))
          && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
          && isOwn(folder)
          && isOwn(folder.resolve(LeaseNotes.LEASES));
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isOwn(Path path) throws IOException {
    Object self = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    try {
      return self.equals(Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS));
    } catch (NoSuchFileException e) {
      return true;
    }
  }

  private static String unfit(Path folder) {
    return "state.folder: '%s' is no folder of a session; must be named as one, no link, and our own; remove it"
        .formatted(folder);
  }

  private static String words(Path folder, IOException e) {
    String what =
        e instanceof AccessDeniedException
            ? "cannot be read: permission denied"
            : String.valueOf(e.getMessage());
    return "state.folder: the notes in '%s' cannot be used: %s; must be a runtime's own; end what is left of that session, and remove '%s'"
        .formatted(folder, what, folder);
  }
}
