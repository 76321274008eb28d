/** Leaks that are planted in the real program, and their healthy twins. */
@NullMarked
package io.plimsoll.verification.leaks;

import org.jspecify.annotations.NullMarked;
