/** A pool of connections against a server without manners. */
@NullMarked
package io.plimsoll.verification.pool;

import org.jspecify.annotations.NullMarked;
