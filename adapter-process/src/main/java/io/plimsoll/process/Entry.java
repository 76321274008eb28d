package io.plimsoll.process;

import org.jspecify.annotations.Nullable;

/**
 * One process as a table of processes knows it.
 *
 * @param ticks when it was started
 * @param tree whose member it is, or null
 * @param decided whether that is final
 * @param seenNanos when it was first seen
 */
record Entry(long ticks, @Nullable Tree tree, boolean decided, long seenNanos) {}
