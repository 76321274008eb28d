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

  /** Keeps both ends, as far as they are open, from children that are started from now on. */
  void keepFromChildren(CloseOnExec mark) {
    for (int fd : new int[] {readFd, writeFd}) {
      if (link.equals(
          link(Integer.toString(fd)))) { // else it was closed, and may be another by now
        var unused = mark.mark(fd);
      }
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

  void close() {
    Quietly.close(pipe.source());
    Quietly.close(pipe.sink());
  }
}
