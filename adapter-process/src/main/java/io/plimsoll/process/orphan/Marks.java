package io.plimsoll.process.orphan;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The marks that a process carries in the environment it was started with. */
public final class Marks {

  /** The session it is of. */
  public static final String SESSION = "PLIMSOLL_SESSION";

  /** The lease it is of. */
  public static final String LEASE = "PLIMSOLL_LEASE";

  /** The leases of the runtimes around ours, the outermost first, separated by colons. */
  public static final String OUTER = "PLIMSOLL_OUTER";

  private static final byte[] PREFIX = "PLIMSOLL_".getBytes(StandardCharsets.US_ASCII);

  private static final int MOST_SESSION = 64;
  private static final int MOST_DIGITS = 18;

  private Marks() {}

  /** Whether an id can stand in patterns, paths and notes as it is. */
  static boolean fitsAsSession(String id) {
    return id.length() <= MOST_SESSION && !id.isEmpty() && isSession(id, id.length());
  }

  static boolean fitsAsLease(String id) {
    int dash = id.lastIndexOf('-');
    int digits = id.length() - dash - 1;
    boolean numbered = dash > 0 && dash <= MOST_SESSION && digits > 0 && digits <= MOST_DIGITS;
    for (int i = dash + 1; numbered && i < id.length(); i++) {
      numbered = id.charAt(i) >= '0' && id.charAt(i) <= '9';
    }
    return numbered && isSession(id, dash);
  }

  /** Asked at each start: a regular expression would cost as much as the rest of the note. */
  private static boolean isSession(String id, int length) {
    for (int i = 0; i < length; i++) {
      char c = id.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && c != '-') {
        return false;
      }
    }
    return true;
  }

  /** The session of a lease; empty where that is no lease. */
  static String sessionOf(String lease) {
    return fitsAsLease(lease) ? lease.substring(0, lease.lastIndexOf('-')) : "";
  }

  /** The leases around a runtime with this environment, as its own processes shall carry them. */
  public static String around(Map<String, String> own) {
    String outer = own.getOrDefault(OUTER, "");
    String lease = own.getOrDefault(LEASE, "");
    return lease.isEmpty() ? outer : outer.isEmpty() ? lease : outer + ":" + lease;
  }

  /**
   * What one environment says.
   *
   * @param sessions the sessions it is of, those around its own included
   * @param leases the same with leases
   */
  record Carried(Set<String> sessions, Set<String> leases) {}

  /** Reads an environment: entries that each end in a NUL byte. */
  static Carried read(byte[] environ, int length) {
    Set<String> sessions = new LinkedHashSet<>();
    Set<String> leases = new LinkedHashSet<>();
    int start = 0;
    for (int i = 0; i <= length; i++) {
      if (i == length || environ[i] == 0) {
        if (i - start > PREFIX.length
            && Arrays.equals(environ, start, start + PREFIX.length, PREFIX, 0, PREFIX.length)) {
          take(new String(environ, start, i - start, StandardCharsets.UTF_8), sessions, leases);
        }
        start = i + 1;
      }
    }
    leases.forEach(lease -> sessions.add(sessionOf(lease)));
    return new Carried(sessions, leases);
  }

  private static void take(String entry, Set<String> sessions, Set<String> leases) {
    int equals = entry.indexOf('=');
    String value = entry.substring(equals + 1);
    switch (entry.substring(0, Math.max(0, equals))) {
      case SESSION -> {
        if (fitsAsSession(value)) {
          sessions.add(value);
        }
      }
      case LEASE, OUTER -> {
        for (String lease : value.split(":")) {
          if (fitsAsLease(lease)) {
            leases.add(lease);
          }
        }
      }
      default -> {}
    }
  }
}
