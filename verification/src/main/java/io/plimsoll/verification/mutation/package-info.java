/** Changes the core's decisions one at a time, and looks which changes its tests notice. */
@NullMarked
package io.plimsoll.verification.mutation;

import org.jspecify.annotations.NullMarked;
