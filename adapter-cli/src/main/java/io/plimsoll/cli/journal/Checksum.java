package io.plimsoll.cli.journal;

import java.nio.charset.StandardCharsets;

/** A checksum of 32 bits as it is written: eight hexadecimal digits. */
final class Checksum {

  private Checksum() {}

  static byte[] hex(long value) {
    String digits = Long.toHexString(value | 1L << 32);
    return digits.substring(1).getBytes(StandardCharsets.US_ASCII);
  }
}
