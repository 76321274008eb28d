package io.plimsoll.command;

import java.util.Arrays;

/** Where a cut through UTF-8 text leaves half a character. */
final class Utf8 {

  private static final int LONGEST = 4;
  private static final int FIRST_THAT_LEADS_NOTHING = 0xf5;

  private Utf8() {}

  /** The bytes up to the last whole character. */
  static byte[] withoutCutEnd(byte[] bytes) {
    for (int back = 1; back < LONGEST && back <= bytes.length; back++) {
      int b = bytes[bytes.length - back] & 0xff;
      if (b < 0x80) {
        return bytes;
      }
      if (b >= FIRST_THAT_LEADS_NOTHING) {
        return bytes;
      }
      if (b >= 0xc0) {
        return length(b) > back ? Arrays.copyOf(bytes, bytes.length - back) : bytes;
      }
    }
    return bytes;
  }

  /** The bytes from the first whole character on. */
  static byte[] withoutCutStart(byte[] bytes) {
    int skip = 0;
    while (skip < LONGEST - 1 && skip < bytes.length && (bytes[skip] & 0xc0) == 0x80) {
      skip++;
    }
    return skip == 0 ? bytes : Arrays.copyOfRange(bytes, skip, bytes.length);
  }

  private static int length(int lead) {
    return lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  }
}
