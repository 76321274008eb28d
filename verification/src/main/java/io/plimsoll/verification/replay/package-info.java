/** Proves that recorded sessions are decided again as they were, and what recording costs. */
@NullMarked
package io.plimsoll.verification.replay;

import org.jspecify.annotations.NullMarked;
