/** The life of one command as a pure state machine. */
@NullMarked
package io.plimsoll.core.subprocess;

import org.jspecify.annotations.NullMarked;
