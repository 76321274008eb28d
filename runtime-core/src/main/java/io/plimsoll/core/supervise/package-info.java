/** Carries the decisions about commands out through the ports. */
@NullMarked
package io.plimsoll.core.supervise;

import org.jspecify.annotations.NullMarked;
