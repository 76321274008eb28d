@NullMarked
package io.plimsoll.verification.bench.process;

import org.jspecify.annotations.NullMarked;
