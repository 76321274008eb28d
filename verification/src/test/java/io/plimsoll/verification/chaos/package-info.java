@NullMarked
package io.plimsoll.verification.chaos;

import org.jspecify.annotations.NullMarked;
