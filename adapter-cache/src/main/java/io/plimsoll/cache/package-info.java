/** Bounded caches on Caffeine. */
@NullMarked
package io.plimsoll.cache;

import org.jspecify.annotations.NullMarked;
