/** Plain TCP connections for a pool. */
@NullMarked
package io.plimsoll.pool.tcp;

import org.jspecify.annotations.NullMarked;
