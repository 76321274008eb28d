/** What is counted and weighed again and again, and what of it grows without end. */
@NullMarked
package io.plimsoll.growth;

import org.jspecify.annotations.NullMarked;
