/** What all decisions share: transitions, due times, bounded histories. */
@NullMarked
package io.plimsoll.core;

import org.jspecify.annotations.NullMarked;
