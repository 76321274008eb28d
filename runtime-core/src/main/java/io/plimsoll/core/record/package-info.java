/** The flight recorder: what is decided is taken down, and can be decided again from that. */
@NullMarked
package io.plimsoll.core.record;

import org.jspecify.annotations.NullMarked;
