/**
 * For programs that are put together by Guice: a module that binds a runtime. Nobody else needs
 * this package, and nothing else of the runtime shows Guice.
 */
@NullMarked
package io.plimsoll.guice;

import org.jspecify.annotations.NullMarked;
