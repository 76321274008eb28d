package io.plimsoll.memory;

/**
 * What one tree holds at one moment.
 *
 * @param lease the lease that it belongs to
 * @param residentBytes its resident memory
 * @param ageNanos how long it has run
 * @param retriesLeft how many more attempts its command has
 * @param ending whether it is being ended already
 * @since 0.1.0
 */
public record TreeReading(
    String lease, long residentBytes, long ageNanos, int retriesLeft, boolean ending) {}
