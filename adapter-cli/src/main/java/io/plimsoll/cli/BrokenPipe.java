package io.plimsoll.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;

/**
 * Knows a write to a pipe that nobody reads any more by its words, which the platform has from the
 * system in the language of the user, and gives no number for.
 */
final class BrokenPipe {

  private static final String ENGLISH = "Broken pipe";

  private BrokenPipe() {}

  /** Whether that is why a write failed, where the system has these words for it. */
  static boolean is(IOException failed, String words) {
    String message = String.valueOf(failed.getMessage());
    return message.contains(ENGLISH) || message.contains(words);
  }

  /** The system's own words, learned from a pipe that is broken on purpose. */
  static String words() {
    try {
      Pipe pipe = Pipe.open();
      try (Pipe.SinkChannel sink = pipe.sink()) {
        pipe.source().close();
        sink.write(ByteBuffer.allocate(1));
        return ENGLISH; // cannot be: nobody can read it
      }
    } catch (IOException e) {
      return e.getMessage() == null ? ENGLISH : e.getMessage();
    }
  }
}
