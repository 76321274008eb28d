/** Benches of the hot paths, each contestant in JVMs of its own, with JMH. */
@NullMarked
package io.plimsoll.verification.bench.hot;

import org.jspecify.annotations.NullMarked;
