@NullMarked
package io.plimsoll.verification.bench.hot;

import org.jspecify.annotations.NullMarked;
