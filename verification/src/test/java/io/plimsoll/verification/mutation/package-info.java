@NullMarked
package io.plimsoll.verification.mutation;

import org.jspecify.annotations.NullMarked;
