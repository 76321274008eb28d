/**
 * What a caller asks for and what comes back: a {@link io.plimsoll.command.Command} goes in, an
 * {@link io.plimsoll.command.Outcome} comes out. All types are immutable values.
 *
 * <p>Begin with {@code Command.of}. A command says what to run and within which bounds: how long,
 * how much memory for its whole tree, where its input comes from and its outputs go. What it does
 * not say is decided by the settings of the runtime. The outcome says how it ended, why in words,
 * and what it took; a command that ended badly is an outcome too, not an exception.
 *
 * <pre>{@code
 * Command command =
 *     Command.of("git", "gc")
 *         .timeout(Duration.ofMinutes(2))
 *         .memory(ByteSize.parse("512m"))
 *         .stdin(Stdin.none());
 * System.out.println(command.line() + " within " + command.limits());
 * }</pre>
 */
@NullMarked
package io.plimsoll.command;

import org.jspecify.annotations.NullMarked;
