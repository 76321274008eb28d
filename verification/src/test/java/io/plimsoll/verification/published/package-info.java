/** What others get of this build: its versions, its documentation, its licences. */
@NullMarked
package io.plimsoll.verification.published;

import org.jspecify.annotations.NullMarked;
