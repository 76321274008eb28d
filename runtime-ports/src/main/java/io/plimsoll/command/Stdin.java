package io.plimsoll.command;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Where a command reads from. By default nowhere: it sees end of file at once, so it cannot hang.
 *
 * @since 0.1.0
 */
public sealed interface Stdin {

  /** End of file at once. */
  static Stdin none() {
    return None.INSTANCE;
  }

  /** These bytes, then end of file. The array is copied. */
  static Stdin bytes(byte[] content) {
    return new Bytes(content.clone());
  }

  /** This text in UTF-8, then end of file. */
  static Stdin text(String content) {
    return new Bytes(content.getBytes(StandardCharsets.UTF_8));
  }

  /** The content of a file, opened by the runtime when the command starts. */
  static Stdin file(Path path) {
    return new FromFile(path);
  }

  /** The standard input of the runtime's own process, untouched. */
  static Stdin inherit() {
    return Inherit.INSTANCE;
  }

  /**
   * What a stream gives, relayed by one thread that belongs to the command. The stream is read,
   * never closed; a read that blocks does not keep the command or the runtime from ending.
   */
  static Stdin stream(InputStream source) {
    return new FromStream(source);
  }

  /** See {@link Stdin#none()}. */
  enum None implements Stdin {
    INSTANCE
  }

  /** See {@link Stdin#inherit()}. */
  enum Inherit implements Stdin {
    INSTANCE
  }

  /** See {@link Stdin#bytes(byte[])}. Compared by identity. */
  final class Bytes implements Stdin {

    private final byte[] content;

    private Bytes(byte[] content) {
      this.content = content;
    }

    /** The content, not copied. */
    public byte[] content() {
      return content;
    }

    @Override
    public String toString() {
      return "Bytes[" + content.length + "]";
    }
  }

  /** See {@link Stdin#file(Path)}. */
  record FromFile(Path path) implements Stdin {

    /** Refuses none. */
    public FromFile {
      Objects.requireNonNull(path, "path");
    }
  }

  /** See {@link Stdin#stream(InputStream)}. */
  record FromStream(InputStream source) implements Stdin {

    /** Refuses none. */
    public FromStream {
      Objects.requireNonNull(source, "source");
    }
  }
}
