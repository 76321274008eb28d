/** The workload of 1,550 real operations, measured. */
@NullMarked
package io.plimsoll.verification.workload;

import org.jspecify.annotations.NullMarked;
