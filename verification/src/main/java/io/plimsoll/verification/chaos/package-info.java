/** Real trees that do what commands do at their worst, and nothing of them may be left. */
@NullMarked
package io.plimsoll.verification.chaos;

import org.jspecify.annotations.NullMarked;
