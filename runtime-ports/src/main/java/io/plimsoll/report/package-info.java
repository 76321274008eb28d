/** Why a session grew, or that it did not, as text, plain values and a page. */
@NullMarked
package io.plimsoll.report;

import org.jspecify.annotations.NullMarked;
