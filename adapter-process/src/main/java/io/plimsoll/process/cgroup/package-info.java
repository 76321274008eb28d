/**
 * Control groups of version 2 as folders: finding our own, making, reading, ending and removing.
 */
@NullMarked
package io.plimsoll.process.cgroup;

import org.jspecify.annotations.NullMarked;
