package io.plimsoll.process;

import io.plimsoll.port.LazyLogger;
import io.plimsoll.port.ProcessObserver;
import io.plimsoll.port.Threads;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/**
 * Copies a stream of the caller's into a command's input, on a thread of its own, as that is the
 * only way to read such a stream. The thread ends with the stream, or at the first byte that the
 * command does not take; blocked in a read that cannot be interrupted it stays until that returns.
 */
final class Feeder implements Runnable {

  private static final Logger LOG = LazyLogger.of(Feeder.class);
  private static final int CHUNK = 65_536;

  private final InputStream source;
  private final WritableByteChannel channel;
  private final Reports reports;

  private Feeder(InputStream source, WritableByteChannel channel, Reports reports) {
    this.source = source;
    this.channel = channel;
    this.reports = reports;
  }

  /** Begins to feed. */
  static void start(InputStream source, Input input, Reports reports, Threads threads) {
    Thread thread = threads.daemon("plimsoll-feeder", new Feeder(source, input.channel(), reports));
    input.feeder(thread);
    thread.start();
  }

  @Override
  public void run() {
    try {
      if (!copied()) {
        return;
      }
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "the source of an input failed", e);
    } catch (Throwable e) {
      // It is the caller's, and the command must not wait for what never comes.
      LOG.log(
          Level.WARNING, "the source of an input threw, and is taken to have come to its end", e);
    }
    Quietly.close(channel);
    reports.say(ProcessObserver::inputEnded);
  }

  /** Copies all; false where the command does not take it. */
  private boolean copied() throws IOException {
    byte[] chunk = new byte[CHUNK];
    for (int n = source.read(chunk); n >= 0; n = source.read(chunk)) {
      ByteBuffer bytes = ByteBuffer.wrap(chunk, 0, n);
      while (bytes.hasRemaining()) {
        if (!write(bytes)) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean write(ByteBuffer bytes) {
    try {
      channel.write(bytes);
      return true;
    } catch (IOException e) {
      Quietly.close(channel); // the command reads no more, or the input was closed
      return false;
    }
  }
}
