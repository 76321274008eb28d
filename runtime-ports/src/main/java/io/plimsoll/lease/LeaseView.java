package io.plimsoll.lease;

import java.time.Duration;
import java.util.Optional;

/**
 * One live lease at one moment.
 *
 * @param id unique among all leases of all sessions
 * @param kind what it holds
 * @param owner the scope that owns it, by its path of names
 * @param phase where in its life it is, in lower case
 * @param age how long it has been held
 * @param deadline time left until it is ended; empty where it has none
 * @param cost the bytes it costs now, as far as they are known
 * @param origin what it is, for people
 * @since 0.1.0
 */
public record LeaseView(
    String id,
    LeaseKind kind,
    String owner,
    String phase,
    Duration age,
    Optional<Duration> deadline,
    long cost,
    String origin) {}
