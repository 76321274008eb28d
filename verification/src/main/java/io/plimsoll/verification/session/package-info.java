/** A session as it was lived: detection, cache, pool and children together. */
@NullMarked
package io.plimsoll.verification.session;

import org.jspecify.annotations.NullMarked;
