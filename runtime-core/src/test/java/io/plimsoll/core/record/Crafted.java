package io.plimsoll.core.record;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/** A part whose frames are made by hand, with checksums that hold. */
final class Crafted {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /** One with this schema in its header. */
  Crafted(String schema) {
    bytes.writeBytes(Frames.lead());
    Header header = new Header("s", "a test", 0, 0, 0, Instant.EPOCH, schema);
    frame(header::write);
  }

  /** One more frame. */
  Crafted frame(Consumer<Out> content) {
    Out out = new Out("s", 1 << 20).begin(Mask.NONE);
    content.accept(out);
    Frames.seal(out.bytes(), out.length(), new CRC32C());
    bytes.write(out.bytes(), 0, out.length());
    return this;
  }

  byte[] bytes() {
    return bytes.toByteArray();
  }

  Part part() {
    return Part.of(bytes());
  }
}
