/** Real processes behind the launching ports. */
@NullMarked
package io.plimsoll.process;

import org.jspecify.annotations.NullMarked;
