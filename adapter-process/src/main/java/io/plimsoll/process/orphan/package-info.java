/** Two nets for a runtime that is killed: a sentinel, and notes that the next one reads. */
@NullMarked
package io.plimsoll.process.orphan;

import org.jspecify.annotations.NullMarked;
