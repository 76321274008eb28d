/** What a proof is: a name, options, and figures that end in a word. */
@NullMarked
package io.plimsoll.verification.proof;

import org.jspecify.annotations.NullMarked;
