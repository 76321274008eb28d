/** The public entry to the runtime. */
@NullMarked
package io.plimsoll;

import org.jspecify.annotations.NullMarked;
