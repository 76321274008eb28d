/**
 * The ports: what the runtime asks of the outside world. An adapter implements {@link
 * io.plimsoll.port.Adapter}; the core decides, and drives the adapter through these interfaces.
 */
@NullMarked
package io.plimsoll.port;

import org.jspecify.annotations.NullMarked;
