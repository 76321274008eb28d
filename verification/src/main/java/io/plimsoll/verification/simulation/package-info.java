/** The real supervisor with scripted processes on virtual time, driven by plans from a seed. */
@NullMarked
package io.plimsoll.verification.simulation;

import org.jspecify.annotations.NullMarked;
