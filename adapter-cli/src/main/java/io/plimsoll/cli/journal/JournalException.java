package io.plimsoll.cli.journal;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** A journal that cannot be used, in words for the user: what, its value, the rule, the remedy. */
public final class JournalException extends IOException {

  private static final long serialVersionUID = 1L;

  private JournalException(String words, Throwable cause) {
    super(words, cause);
  }

  /** With words that begin with the path. */
  public JournalException(Path path, String words) {
    super("journal " + path + ": " + words);
  }

  /** What the system refused, and the remedy. */
  static JournalException of(Path path, IOException e, String remedy) {
    return new JournalException("journal " + path + ": " + reason(e) + "; " + remedy, e);
  }

  /** Why the system refused, without the path that is said already. */
  public static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof FileSystemException system && system.getReason() != null) {
      return system.getReason();
    }
    return String.valueOf(e.getMessage());
  }
}
