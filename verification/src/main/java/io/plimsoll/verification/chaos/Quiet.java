package io.plimsoll.verification.chaos;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** A stream that nobody reads. */
final class Quiet {

  static final PrintStream STREAM =
      new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);

  private Quiet() {}
}
