/** The one thread and the one queue on which everything is decided. */
@NullMarked
package io.plimsoll.core.loop;

import org.jspecify.annotations.NullMarked;
