/** The runtime in a program of somebody else's: what is left of it when it was closed. */
@NullMarked
package io.plimsoll.verification.embed;

import org.jspecify.annotations.NullMarked;
