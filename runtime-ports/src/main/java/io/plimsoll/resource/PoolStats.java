package io.plimsoll.resource;

/**
 * The state of a pool at one moment: counts beside the bound, and what happened since its start.
 *
 * @param name its name
 * @param lent connections in the hands of borrowers
 * @param idle connections that lie unused
 * @param waiting borrowers that wait
 * @param most how many connections there may be
 * @param borrows loans since the start
 * @param opened connections opened
 * @param closed connections closed
 * @param foundClosed connections that the other side had closed, found before they were lent or
 *     when they came back
 * @param openFailures attempts to open one that failed or took too long
 * @param late connections that came after their time was over, and were closed at once
 * @param refused borrowers that got none
 * @param heldTooLong loans that were reported as held too long
 * @param reclaimed those of them that were taken away from their borrowers
 * @param dropped loans whose handle was lost without being given back
 * @param closeFailures failures when closing
 * @since 0.1.0
 */
public record PoolStats(
    String name,
    int lent,
    int idle,
    int waiting,
    int most,
    long borrows,
    long opened,
    long closed,
    long foundClosed,
    long openFailures,
    long late,
    long refused,
    long heldTooLong,
    long reclaimed,
    long dropped,
    long closeFailures) {}
