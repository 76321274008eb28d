package io.plimsoll.process;

import java.io.File;
import java.io.IOException;
import java.nio.channels.Pipe;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A pipe of the kernel with the names under which a child can be given its ends. Once the writing
 * end is closed here a child can still be given one: Linux opens a pipe by the name of either end
 * as whatever it is opened for.
 *
 * @param pipe the two channels; both are closed by whoever took the tube
 * @param readFd the descriptor of the reading end
 * @param writeFd the descriptor of the writing end
 * @param link what the links of both ends say, such as {@code pipe:[4711]}
 */
record Tube(Pipe pipe, int readFd, int writeFd, String link) {

  /** Opening this for reading opens the pipe anew: the child's end shares no flags with ours. */
  File readEnd() {
    return new File("/proc/self/fd/" + readFd);
  }

  /** The same for writing. */
  File writeEnd() {
    return new File("/proc/self/fd/" + writableFd());
  }

  /** The descriptor that is to be opened for writing. */
  int writableFd() {
    return pipe.sink().isOpen() ? writeFd : readFd;
  }

  /**
   * Keeps the ends that are open here from children that are started from now on. The number of a
   * closed one may be that of another file by now, above all of a child's own copy of this pipe.
   */
  void keepFromChildren(CloseOnExec mark) {
    if (pipe.source().isOpen()) {
      keep(mark, readFd);
    }
    if (pipe.sink().isOpen()) {
      keep(mark, writeFd);
    }
  }

  private void keep(CloseOnExec mark, int fd) {
    String name = Integer.toString(fd);
    if (link.equals(link(name)) && mark.set(fd, true) && !link.equals(link(name))) {
      var unused = mark.set(fd, false); // closed meanwhile, and given out again
    }
  }

  /** The target of a descriptor's link, or null where it is gone: others come and go meanwhile. */
  static @Nullable String link(String fd) {
    try {
      return Files.readSymbolicLink(Path.of("/proc/self/fd", fd)).toString();
    } catch (IOException e) {
      return null;
    }
  }

  /** Whether it can still be opened for writing: commands may change the permissions of a pipe. */
  boolean mayBeWritten() {
    return writeEnd().canWrite();
  }

  /** Whether one of its ends is open here. */
  boolean isOpen() {
    return pipe.source().isOpen() || pipe.sink().isOpen();
  }

  void close() {
    Quietly.close(pipe.source());
    Quietly.close(pipe.sink());
  }
}
