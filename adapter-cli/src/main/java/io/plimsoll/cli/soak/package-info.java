/**
 * A session as it is lived, to see whether anything of it grows: operations one after another, and
 * leaks that are planted on purpose, each with a healthy twin.
 */
@NullMarked
package io.plimsoll.cli.soak;

import org.jspecify.annotations.NullMarked;
