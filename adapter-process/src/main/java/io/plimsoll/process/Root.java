package io.plimsoll.process;

import java.util.Optional;

/** The process of a command itself, whoever its parent is. Any thread. */
interface Root {

  /** Its process id, which is not used again before it is seen as dead here. */
  long pid();

  /** Whether its exit has not been seen yet. */
  boolean isAlive();

  /** Its exit status, or 128 and the number of the signal that ended it. */
  int exitValue();

  /** Whether it told that it could not become its program, where the platform does not throw. */
  default boolean unfit() {
    return false;
  }

  /** The error of the system that kept it from that; 0 where it is not known. */
  default int error() {
    return 0;
  }

  /** The platform's handle; empty where it is gone. */
  default Optional<ProcessHandle> handle() {
    return ProcessHandle.of(pid());
  }

  /** Whether that can be its parent: else what has its id now is another process. */
  default boolean isChildOf(int process) {
    return true;
  }

  /** Kills it alone. */
  void destroyForcibly();

  /** Whether its exit is told unasked. */
  default boolean isTold() {
    return false;
  }

  /** Whether nobody tells its exit any more: it has to be asked for. */
  default boolean isOrphan() {
    return false;
  }

  /**
   * Asks to be told of the exit, where that is not told unasked.
   *
   * @return takes that back
   */
  default Runnable onExit(Runnable told) {
    return () -> {};
  }

  /** A child of this process. */
  record Child(Process process) implements Root {

    @Override
    public long pid() {
      return process.pid();
    }

    @Override
    public boolean isAlive() {
      return process.isAlive();
    }

    @Override
    public int exitValue() {
      return process.exitValue();
    }

    @Override
    public Optional<ProcessHandle> handle() {
      return Optional.of(process.toHandle());
    }

    @Override
    public void destroyForcibly() {
      process.destroyForcibly();
    }

    @Override
    public Runnable onExit(Runnable told) {
      var exit = process.onExit();
      // Told where it failed, too: there may have been no thread to tell it.
      var unused =
          exit.whenComplete(
              (its, failed) -> {
                if (!exit.isCancelled()) {
                  told.run();
                }
              });
      return () -> exit.cancel(false);
    }
  }
}
