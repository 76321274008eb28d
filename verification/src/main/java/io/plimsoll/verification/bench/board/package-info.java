/** Holds the contests and tells what they showed: as lines, as JSON and as a page. */
@NullMarked
package io.plimsoll.verification.bench.board;

import org.jspecify.annotations.NullMarked;
