/** Proofs that show with figures how far a promise holds. */
@NullMarked
package io.plimsoll.verification;

import org.jspecify.annotations.NullMarked;
