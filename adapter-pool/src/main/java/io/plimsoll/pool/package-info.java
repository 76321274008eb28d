/** Pools of connections on Commons Pool2. */
@NullMarked
package io.plimsoll.pool;

import org.jspecify.annotations.NullMarked;
