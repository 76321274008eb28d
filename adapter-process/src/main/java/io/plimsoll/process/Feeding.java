package io.plimsoll.process;

import io.plimsoll.command.Command;
import io.plimsoll.command.Stdin;
import io.plimsoll.command.StopSignal;
import io.plimsoll.port.LazyLogger;
import io.plimsoll.port.LiveProcess;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;

/**
 * Gives a command its input: on the drainer's thread, or on a feeder's where its source may block.
 */
record Feeding(Workshop shop, Command command, Reports reports) {

  private static final Logger LOG = LazyLogger.of(Feeding.class);

  /**
   * Begins.
   *
   * @param process killed where it cannot be fed: a cut input would be taken for a whole one
   */
  @SuppressWarnings("CatchingUnchecked")
  void begin(Input input, LiveProcess process) {
    try {
      if (command.stdin() instanceof Stdin.FromStream stream) {
        Feeder.start(stream.source(), input, reports, shop.threads());
      } else if (command.stdin() instanceof Stdin.Bytes bytes && shop.pipes().stock() == null) {
        Feeder.start(new ByteArrayInputStream(bytes.content()), input, reports, shop.threads());
      } else {
        shop.drainer().execute(new Pump(shop.drainer(), input, command, process));
      }
    } catch (RuntimeException | Error e) {
      unfed(command, process, e);
    }
  }

  private static void unfed(Command command, LiveProcess process, Throwable why) {
    LOG.log(Level.ERROR, "the input of " + command + " cannot be fed, so it is killed", why);
    process.signal(StopSignal.KILL);
  }

  /** The beginning of an input that the drainer writes. */
  record Pump(Drainer drainer, Input input, Command command, LiveProcess process)
      implements Runnable {

    @Override
    @SuppressWarnings("CatchingUnchecked")
    public void run() {
      try {
        Pipe.SinkChannel sink = (Pipe.SinkChannel) input.channel();
        sink.configureBlocking(false);
        input.ready(drainer.buffer());
        if (!input.done()) {
          sink.register(drainer.selector(), SelectionKey.OP_WRITE, input);
        }
      } catch (IOException e) {
        LOG.log(Level.DEBUG, "an input was closed before it was written", e);
      } catch (RuntimeException | Error e) {
        unfed(command, process, e);
      }
    }
  }
}
