package io.plimsoll.cli.detect;

import java.nio.file.Path;

/** What rules may ask about files. Never throws: what cannot be seen is not there. */
public interface FileFacts {

  /** Whether it is a regular file, or a link to one. */
  boolean isFile(Path path);

  /** Whether it is a folder, or a link to one. */
  boolean isFolder(Path path);

  /** The beginning of a regular file, a bounded part; empty where it cannot be read. */
  String head(Path path);
}
