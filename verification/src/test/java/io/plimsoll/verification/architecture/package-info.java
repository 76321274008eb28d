/** The rules of the house, each with a mutant that it must reject. */
@NullMarked
package io.plimsoll.verification.architecture;

import org.jspecify.annotations.NullMarked;
