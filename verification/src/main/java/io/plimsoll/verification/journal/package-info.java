/** What the journal of a batch costs, and that it keeps its bounds. */
@NullMarked
package io.plimsoll.verification.journal;

import org.jspecify.annotations.NullMarked;
