package io.plimsoll.process;

import io.plimsoll.command.Command;
import io.plimsoll.command.Stdin;
import io.plimsoll.port.LazyLogger;
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

  /** Begins; what it throws means that the command gets no input. */
  void begin(Input input) {
    if (command.stdin() instanceof Stdin.FromStream stream) {
      Feeder.start(stream.source(), input, reports, shop.threads());
    } else if (command.stdin() instanceof Stdin.Bytes bytes && shop.pipes().stock() == null) {
      Feeder.start(new ByteArrayInputStream(bytes.content()), input, reports, shop.threads());
    } else {
      shop.drainer().execute(() -> pump(input));
    }
  }

  private void pump(Input input) {
    try {
      Pipe.SinkChannel sink = (Pipe.SinkChannel) input.channel();
      sink.configureBlocking(false);
      input.ready(shop.drainer().buffer());
      if (!input.done()) {
        sink.register(shop.drainer().selector(), SelectionKey.OP_WRITE, input);
      }
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "an input was closed before it was written", e);
    }
  }
}
