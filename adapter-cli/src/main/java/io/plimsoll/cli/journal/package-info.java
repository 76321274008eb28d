/** The journal of a batch: what was accepted, started and ended, on disk before it is told. */
@NullMarked
package io.plimsoll.cli.journal;

import org.jspecify.annotations.NullMarked;
