/** Pools of connections to real servers that are killed. */
@NullMarked
package io.plimsoll.verification.servers;

import org.jspecify.annotations.NullMarked;
