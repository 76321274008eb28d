/**
 * What a caller asks for and what comes back: a {@link io.plimsoll.command.Command} goes in, an
 * {@link io.plimsoll.command.Outcome} comes out. All types are immutable values.
 */
@NullMarked
package io.plimsoll.command;

import org.jspecify.annotations.NullMarked;
