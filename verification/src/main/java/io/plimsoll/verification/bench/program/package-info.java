/** The whole program beside other programs: what a start, memory and a batch cost. */
@NullMarked
package io.plimsoll.verification.bench.program;

import org.jspecify.annotations.NullMarked;
