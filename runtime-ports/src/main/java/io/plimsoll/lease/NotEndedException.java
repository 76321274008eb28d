package io.plimsoll.lease;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * A scope was closed, and some of what it owned has not ended: it took no KILL in time, or the
 * runtime could not see its end. What failed on the way is suppressed under it.
 *
 * @since 0.1.0
 */
public final class NotEndedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** How many are named in the message; all of them are in {@link #leases()}. */
  private static final int NAMED = 5;

  private final transient List<Left> leases;

  /**
   * A lease that was given up.
   *
   * @param lease its id
   * @param command the name of the command
   * @param where its process for people, such as {@code pid 4711}; empty where it is not known
   * @param age how long it was held
   * @param words what is known of it
   */
  public record Left(String lease, String command, String where, Duration age, String words) {

    @Override
    public String toString() {
      String place = where.isEmpty() ? "" : ", " + where;
      double seconds = age.toMillis() / 1e3;
      return String.format(
          Locale.ROOT, "%s (%s%s, held for %.1f s): %s", lease, command, place, seconds, words);
    }
  }

  /**
   * With the scope and what is left of it.
   *
   * @param scope the path of the scope
   * @param leases what has not ended; empty where nothing could be seen
   */
  public NotEndedException(String scope, List<Left> leases) {
    super(message(scope, leases));
    this.leases = List.copyOf(leases);
  }

  private static String message(String scope, List<Left> leases) {
    if (leases.isEmpty()) {
      return "scope '" + scope + "': its end was not seen in time, nor what is left of it";
    }
    String named = String.join("; ", leases.stream().limit(NAMED).map(Left::toString).toList());
    String more = leases.size() > NAMED ? "; and " + (leases.size() - NAMED) + " more" : "";
    return "scope '%s': %d of its leases had not ended when it was closed: %s%s; end them by hand"
        .formatted(scope, leases.size(), named, more);
  }

  /** What has not ended, in the order in which it was given up. */
  public List<Left> leases() {
    return leases;
  }
}
