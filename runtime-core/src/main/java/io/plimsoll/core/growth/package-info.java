/** What grows: series of readings, whether they rise, and what follows from that. */
@NullMarked
package io.plimsoll.core.growth;

import org.jspecify.annotations.NullMarked;
