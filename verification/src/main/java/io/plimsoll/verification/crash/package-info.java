/** Runtimes that are killed at any moment: no outcome is lost, none told twice, no process left. */
@NullMarked
package io.plimsoll.verification.crash;

import org.jspecify.annotations.NullMarked;
