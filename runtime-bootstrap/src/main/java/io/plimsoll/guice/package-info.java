/**
 * For programs that are put together by Guice: a module that binds a runtime. Nobody else needs
 * this package, and nothing else of the runtime shows Guice.
 *
 * <p>It begins with {@link io.plimsoll.guice.PlimsollModule}, and whoever makes the injector closes
 * the runtime:
 *
 * <pre>{@code
 * Injector injector = Guice.createInjector(new PlimsollModule(Settings.defaults()));
 * try (Plimsoll plimsoll = injector.getInstance(Plimsoll.class)) {
 *   plimsoll.run(Command.of("git", "gc"));
 * }
 * }</pre>
 */
@NullMarked
package io.plimsoll.guice;

import org.jspecify.annotations.NullMarked;
