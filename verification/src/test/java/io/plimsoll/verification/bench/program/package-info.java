@NullMarked
package io.plimsoll.verification.bench.program;

import org.jspecify.annotations.NullMarked;
