package io.plimsoll.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Standard output, for a command that prints text: remembers what kept some of it from arriving.
 * One thread.
 */
final class Printout extends PrintStream {

  private final Remembering remembering;

  /** Prints to the standard output of this host, in UTF-8. */
  Printout(Host host) {
    this(new Remembering(host.out()));
  }

  private Printout(Remembering remembering) {
    super(remembering, false, StandardCharsets.UTF_8);
    this.remembering = remembering;
  }

  /** Keeps the first failure, which a print stream only counts. */
  private static final class Remembering extends FilterOutputStream {

    private @Nullable IOException first;

    Remembering(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int b) throws IOException {
      try {
        out.write(b);
      } catch (IOException e) {
        throw remembered(e);
      }
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      try {
        out.write(bytes, from, length);
      } catch (IOException e) {
        throw remembered(e);
      }
    }

    @Override
    public void flush() throws IOException {
      try {
        out.flush();
      } catch (IOException e) {
        throw remembered(e);
      }
    }

    private IOException remembered(IOException e) {
      if (first == null) {
        first = e;
      }
      return e;
    }
  }

  /**
   * Sees to it that all that was printed has arrived.
   *
   * @throws Trouble where it has not: with nothing to say where the reader of a pipe is gone, as
   *     {@code head} is when it has seen enough
   */
  void arrived() {
    if (!checkError()) {
      return;
    }
    IOException failed = remembering.first;
    if (failed != null && BrokenPipe.is(failed, BrokenPipe.words())) {
      throw Trouble.gone();
    }
    throw new Trouble(
        "standard output: cannot be written%s; must take what is printed; is its disk full or closed?"
            .formatted(failed == null ? "" : " (" + failed.getMessage() + ")"));
  }
}
