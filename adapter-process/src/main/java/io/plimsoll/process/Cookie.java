package io.plimsoll.process;

import io.plimsoll.process.orphan.Marks;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** The variables by which a process is known as one of ours, and by which runtimes nest. */
final class Cookie {

  private static final byte[] LEASE_MARK = mark(Marks.LEASE);
  private static final byte[] OUTER_MARK = mark(Marks.OUTER);

  private Cookie() {}

  /** Puts the marks of a lease into an environment; a detached one carries none of ours. */
  static void put(
      Map<String, String> environment,
      Map<String, String> own,
      String session,
      String lease,
      boolean detached) {
    putSession(environment, own, session);
    if (detached) {
      environment.remove(Marks.SESSION);
    } else {
      environment.put(Marks.LEASE, lease);
    }
  }

  /** Puts the marks of a session into an environment, and of no lease. */
  static void putSession(Map<String, String> environment, Map<String, String> own, String session) {
    environment.put(Marks.SESSION, session);
    environment.remove(Marks.LEASE);
    environment.remove(Marks.OUTER);
    String around = Marks.around(own);
    if (!around.isEmpty()) {
      environment.put(Marks.OUTER, around);
    }
  }

  /** Finds whose process carries this environment: entries that each end in a NUL byte. */
  static <T> Optional<T> owner(byte[] environ, int length, Map<String, T> leases) {
    int start = 0;
    for (int i = 0; i <= length; i++) {
      if (i == length || environ[i] == 0) {
        String lease = value(environ, start, i, LEASE_MARK);
        T owner = lease.isEmpty() ? null : leases.get(lease);
        if (owner == null) {
          for (String outer : value(environ, start, i, OUTER_MARK).split(":")) {
            owner = owner != null || outer.isEmpty() ? owner : leases.get(outer);
          }
        }
        if (owner != null) {
          return Optional.of(owner);
        }
        start = i + 1;
      }
    }
    return Optional.empty();
  }

  private static String value(byte[] environ, int start, int end, byte[] mark) {
    int from = start + mark.length;
    return from < end && Arrays.equals(environ, start, from, mark, 0, mark.length)
        ? new String(environ, from, end - from, StandardCharsets.UTF_8)
        : "";
  }

  private static byte[] mark(String name) {
    return (name + "=").getBytes(StandardCharsets.US_ASCII);
  }

  /** What {@code resolve} says of an environment, changed in place so that all else stays as is. */
  static void replace(Map<String, String> environment, Map<String, String> wanted) {
    environment.keySet().retainAll(wanted.keySet());
    for (Map.Entry<String, String> entry : wanted.entrySet()) {
      if (!entry.getValue().equals(environment.get(entry.getKey()))) {
        environment.put(entry.getKey(), entry.getValue());
      }
    }
  }
}
