/** Leak reports as files: written, kept, found and read. */
@NullMarked
package io.plimsoll.cli.report;

import org.jspecify.annotations.NullMarked;
