/** How the parts are put together. */
@NullMarked
package io.plimsoll.bootstrap;

import org.jspecify.annotations.NullMarked;
