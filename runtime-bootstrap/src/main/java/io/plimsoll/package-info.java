/**
 * The public entry to the runtime: settings in, a running runtime out.
 *
 * <p>Begin with {@link io.plimsoll.Plimsoll}. It is closed like any resource, and what it started
 * ends with it. Within it a {@link io.plimsoll.Scope} owns what is started in it; a command that
 * was accepted is {@link io.plimsoll.Running}. {@link io.plimsoll.Settings} are checked before
 * anything starts, and a {@link io.plimsoll.SettingsException} lists all that is wrong with them.
 *
 * <pre>{@code
 * try (Plimsoll plimsoll = Plimsoll.start(Settings.defaults())) {
 *   Outcome outcome = plimsoll.run(Command.of("git", "gc").timeout(Duration.ofMinutes(2)));
 *   System.out.println(outcome.kind() + ": " + outcome.reason());
 * }
 * }</pre>
 */
@NullMarked
package io.plimsoll;

import org.jspecify.annotations.NullMarked;
