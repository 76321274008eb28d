/** Decides whether a connection may be lent, is to be validated first, or has to go. */
@NullMarked
package io.plimsoll.core.connection;

import org.jspecify.annotations.NullMarked;
