/** The load line: what is decided as the memory fills, and who keeps that. */
@NullMarked
package io.plimsoll.core.memory;

import org.jspecify.annotations.NullMarked;
