package io.plimsoll.report;

/**
 * The load line of one measure, in bytes.
 *
 * @param limit what may be held
 * @param shed at which what can be given up is given up
 * @param refuse at which no new work is taken
 * @param kill at which trees are ended one by one
 * @param exit at which everything ends: the load line itself
 * @since 0.1.0
 */
public record LoadMarks(long limit, long shed, long refuse, long kill, long exit) {}
