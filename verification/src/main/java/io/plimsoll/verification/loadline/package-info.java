/** The load line on real heaps and real trees. */
@NullMarked
package io.plimsoll.verification.loadline;

import org.jspecify.annotations.NullMarked;
