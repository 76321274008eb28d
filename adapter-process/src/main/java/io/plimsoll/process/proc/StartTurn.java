package io.plimsoll.process.proc;

import java.io.File;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Has processes started one after the other. Any thread.
 *
 * <p>The JVM starts a process through a helper, which inherits every pipe that is open at that
 * moment. Two helpers at the same time hold the ends of each other's pipe: when the JVM is killed
 * then, both wait for an end of file for ever, and with them whoever else waits for a pipe of that
 * JVM to end, its sentinel above all. A start takes a millisecond or two, on a busy machine many
 * times that; so who waits does so as long as one start follows the other.
 *
 * <p>Lacking descriptors in the middle of a start, the JVM closes some that are not its own, the
 * standard input above all: it is asked only where there are enough. Whoever makes many at once
 * takes the turn for that.
 *
 * <p>The JDK's thread that waits for a process inherits the class loader of the context it is
 * started in, and stays for a minute after the last process: it is started in none, or the classes
 * of an application would be held as long.
 */
public final class StartTurn {

  /** One that takes longer hangs, as over a named pipe that nobody opens: nobody waits for it. */
  private static final long HANGS_NANOS = TimeUnit.SECONDS.toNanos(2);

  private static final long LOOK_MILLIS = 20;

  /**
   * How many descriptors must be free: two for each stream, four for the platform's own use, one
   * for the helper's, and half as many more, since others open files meanwhile.
   */
  static final int ROOM = 16;

  /** What the system says where descriptors lack, in English. */
  public static final String LACKING = "Too many open files";

  private static final File NOTHING = new File("/dev/null");

  private static final ReentrantLock TURN = new ReentrantLock(true);

  /** When the one whose turn it is began; meaningless while it is nobody's. */
  private static volatile long begunAt;

  private StartTurn() {}

  /**
   * Starts a process when it is its turn.
   *
   * @throws IOException also where descriptors lack; nothing has been begun then
   */
  public static Process start(ProcessBuilder builder) throws IOException {
    boolean taken = take();
    Thread thread = Thread.currentThread();
    ClassLoader loader = thread.getContextClassLoader();
    try {
      if (!hasRoom()) {
        throw new IOException(LACKING + ", fewer than " + ROOM + " more may be opened");
      }
      thread.setContextClassLoader(null);
      return builder.start();
    } finally {
      thread.setContextClassLoader(loader);
      leave(taken);
    }
  }

  /**
   * Whether as many descriptors are free as a start takes. Costs a tenth of a millisecond at most:
   * to open them is the one way to know.
   */
  public static boolean hasRoom() {
    FileInputStream[] opened = new FileInputStream[ROOM];
    int count = 0;
    try {
      while (count < ROOM) {
        opened[count] = new FileInputStream(NOTHING);
        count++;
      }
      return true;
    } catch (FileNotFoundException e) {
      // Where nothing can be opened for another reason, it cannot be asked.
      return count == 0 && !NOTHING.canRead(); // which takes none
    } finally {
      for (int i = 0; i < count; i++) {
        close(opened[i]);
      }
    }
  }

  /**
   * Whether something could not be opened because so many files are open. The system says so in the
   * language of the user: where it is not English, by whether more can be opened now.
   */
  public static boolean lacksDescriptors(Throwable thrown) {
    return String.valueOf(thrown.getMessage()).contains(LACKING) || !hasRoom();
  }

  private static void close(FileInputStream file) {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes the turn; false where it is not to be had, and one goes on without it. */
  public static boolean take() {
    try {
      while (!TURN.tryLock(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        if (System.nanoTime() - begunAt > HANGS_NANOS) {
          return false;
        }
      }
      begunAt = System.nanoTime();
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Leaves it to the next one. */
  public static void leave(boolean taken) {
    if (taken) {
      // Whoever looks before the next one has begun must not take that one for hung.
      begunAt = System.nanoTime();
      TURN.unlock();
    }
  }
}
