/** The load line: sensors of memory, and the admission gate on Resilience4j. */
@NullMarked
package io.plimsoll.breaker;

import org.jspecify.annotations.NullMarked;
