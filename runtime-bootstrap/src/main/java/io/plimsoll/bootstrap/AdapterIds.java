package io.plimsoll.bootstrap;

/** The ids of adapters: 1 to 64 lower-case ASCII letters, digits or hyphens, no hyphen first. */
public final class AdapterIds {

  private static final int MOST = 64;

  private AdapterIds() {}

  /** Whether a text may be one. */
  public static boolean isFit(String id) {
    if (id.isEmpty() || id.length() > MOST || id.charAt(0) == '-') {
      return false;
    }
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      if ((c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-') {
        return false;
      }
    }
    return true;
  }
}
