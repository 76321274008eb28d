package io.plimsoll.cli.batch;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** Tells one line from another: 128 bits of its SHA-256, in hexadecimal. One thread may use it. */
final class Fingerprint {

  private static final int BYTES = 16;

  private final MessageDigest digest;

  Fingerprint() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has it", e);
    }
  }

  /** Of a line; of one that is too long to be held, of its length. */
  String of(Line line) {
    byte[] content =
        line.tooLong()
            ? ("too long: " + line.length()).getBytes(StandardCharsets.US_ASCII)
            : line.bytes();
    return HexFormat.of().formatHex(Arrays.copyOf(digest.digest(content), BYTES));
  }
}
