/** Resources that are kept for a while and bounded while they are: caches and connections. */
@NullMarked
package io.plimsoll.resource;

import org.jspecify.annotations.NullMarked;
