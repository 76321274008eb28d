package io.plimsoll.verification.servers;

import io.plimsoll.verification.servers.Service.Identity;
import org.jspecify.annotations.Nullable;

/** A connection as the server knows it too. Any thread may ask. */
final class Session<C> {

  private final C connection;
  private final Identity identity;
  private final Disturbances disturbances;
  private volatile @Nullable Long begun;
  private volatile @Nullable Long ended;

  Session(C connection, Identity identity, Disturbances disturbances) {
    this.connection = connection;
    this.identity = identity;
    this.disturbances = disturbances;
  }

  C connection() {
    return connection;
  }

  Identity identity() {
    return identity;
  }

  /** Somebody is about to end just this one. */
  void endBegins() {
    begun = System.nanoTime();
  }

  /** It is closed by now; or it was not ended by this. */
  void ends(boolean closed) {
    if (closed) {
      ended = System.nanoTime();
    } else {
      begun = null;
    }
  }

  /** When the server had closed it, at the latest; null where it has not. */
  @Nullable Long endedAt() {
    Long own = ended;
    return own != null ? own : disturbances.endOf(identity.run());
  }

  /** Whether somebody was about to end it, or had, at a time. */
  boolean isBeingEnded(long at) {
    Long own = begun;
    return own != null && own - at <= 0;
  }
}
