package io.plimsoll.cli.journal;

import java.io.IOException;

/** Something to be recorded, and what is to be done when it is on disk. */
public interface Entry {

  /** Makes its records. Called once, by the journal's thread. */
  void writeTo(Records records) throws IOException;

  /** It is on disk. Called by the journal's thread, which waits for it. */
  void committed();

  /** It is not on disk, and will not be. */
  void lost();
}
