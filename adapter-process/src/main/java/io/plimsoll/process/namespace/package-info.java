/** Namespaces of process ids: how to make one for a command, and whether that works here. */
@NullMarked
package io.plimsoll.process.namespace;

import org.jspecify.annotations.NullMarked;
