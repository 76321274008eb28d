/** Compares the hot paths with the libraries below them, in one run, with JMH. */
@NullMarked
package io.plimsoll.verification.bench;

import org.jspecify.annotations.NullMarked;
