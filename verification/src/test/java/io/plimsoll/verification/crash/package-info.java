@NullMarked
package io.plimsoll.verification.crash;

import org.jspecify.annotations.NullMarked;
