package io.plimsoll.process.cgroup;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The control group of one session, made with its first lease. Any thread. */
public final class SessionGroup implements AutoCloseable {

  private final Path folder;
  private final OwnPlace own;

  /** Not empty when their leases ended; tried again one by one, and each holds a live process. */
  private final Queue<LeaseGroup> late = new ConcurrentLinkedQueue<>();

  private volatile boolean hasKilled;

  /**
   * @param folder where it is to be, see {@link OwnGroup#sessionFolder}
   */
  public SessionGroup(Path folder) {
    this(folder, OwnPlace.FILE);
  }

  /**
   * @param own where the kernel tells in which groups this process is
   */
  SessionGroup(Path folder, File own) {
    this.folder = folder;
    this.own = new OwnPlace(own, String.valueOf(folder.getFileName()));
  }

  public Path folder() {
    return folder;
  }

  /**
   * Has whoever joins a group in the next ten milliseconds not wait for the kernel. The first move
   * for a while waits until all processors have taken note that moves happen, 5 to 7 ms; so this
   * process moves to where it is already. Waits so long itself.
   */
  public void prime() {
    Path own = folder.getParent();
    if (own != null) {
      try (FileOutputStream procs = new FileOutputStream(own.resolve(GroupFolder.PROCS).toFile())) {
        procs.write('0');
      } catch (IOException e) {
        // Then it waits.
      }
    }
  }

  /**
   * Makes the group of a lease. It stays until the lease is over: whoever joins it may note there
   * why it could not become its program.
   *
   * @throws IOException if the kernel refuses it, such as for a limit of groups
   */
  public LeaseGroup open(String lease) throws IOException {
    return open(lease, true);
  }

  /**
   * Makes the group of a lease whose command is born in it, and notes nothing there: it is gone
   * once the command is, and nobody is left in it.
   *
   * @throws IOException if the kernel refuses it, such as for a limit of groups
   */
  public LeaseGroup openForBirth(String lease) throws IOException {
    return open(lease, false);
  }

  private LeaseGroup open(String lease, boolean noted) throws IOException {
    LeaseGroup again = late.poll();
    if (again != null) {
      close(again);
    }
    Path group = folder.resolve(lease);
    if (!late.isEmpty()) {
      late.removeIf(each -> each.folder().equals(group)); // a start anew: not to be removed now
    }
    try {
      make(group);
    } catch (NoSuchFileException e) {
      make(folder);
      make(group);
    }
    return new LeaseGroup(new GroupFolder(group), this, noted);
  }

  /** Removes the group of a lease that has ended, or later what is not empty yet. */
  void close(LeaseGroup group) {
    if (!group.remove()) {
      late.add(group);
    }
  }

  /** Whether the kernel has ended one of its groups, and so can end each. */
  boolean hasKilled() {
    return hasKilled;
  }

  /** The kernel was asked to end one of its groups: whether it did, again. */
  boolean killed(boolean done) {
    hasKilled |= done;
    return done;
  }

  /** Whether this process is in none of its groups, as far as can be told. */
  boolean isElsewhere() {
    return own.isOutside();
  }

  private static void make(Path group) throws IOException {
    try {
      Files.createDirectory(group);
    } catch (FileAlreadyExistsException e) {
      // Ours by its name.
    }
  }

  /** Removes what is left of it; processes are not touched. */
  @Override
  public void close() {
    own.close();
    var unused = new GroupFolder(folder).remove();
  }
}
