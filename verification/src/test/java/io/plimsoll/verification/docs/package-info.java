/** The documentation, tried as a reader would: its code, its commands, its links. */
@NullMarked
package io.plimsoll.verification.docs;

import org.jspecify.annotations.NullMarked;
