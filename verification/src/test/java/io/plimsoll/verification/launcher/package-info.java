/** The launcher script, tried as it is. */
@NullMarked
package io.plimsoll.verification.launcher;

import org.jspecify.annotations.NullMarked;
