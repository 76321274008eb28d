/** Commands beside the peers: how fast they start, what they cost, and how well they end. */
@NullMarked
package io.plimsoll.verification.bench.process;

import org.jspecify.annotations.NullMarked;
