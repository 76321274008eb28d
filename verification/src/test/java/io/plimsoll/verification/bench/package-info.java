@NullMarked
package io.plimsoll.verification.bench;

import org.jspecify.annotations.NullMarked;
