/** Leases and scopes: who holds what, since when, and until when. */
@NullMarked
package io.plimsoll.lease;

import org.jspecify.annotations.NullMarked;
