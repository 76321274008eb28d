package io.plimsoll.verification.chaos;

/**
 * What was asked for.
 *
 * @param seed what everything random comes from
 * @param millis the time for all levels together
 * @param concurrency how many deeds are done at once
 * @param containment the level, or nothing for all
 * @param leaps how many sleeping runtimes are tried in virtual time
 */
record ChaosPlan(long seed, long millis, int concurrency, String containment, int leaps) {}
