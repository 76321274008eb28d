/**
 * Ours beside the peers: contests in which both do the same work in turn, and what they run. Among
 * them the hot paths under JMH.
 */
@NullMarked
package io.plimsoll.verification.bench;

import org.jspecify.annotations.NullMarked;
