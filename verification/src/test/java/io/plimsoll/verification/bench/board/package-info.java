@NullMarked
package io.plimsoll.verification.bench.board;

import org.jspecify.annotations.NullMarked;
