/** The load line: how full the memory is, and what that means for work. */
@NullMarked
package io.plimsoll.memory;

import org.jspecify.annotations.NullMarked;
