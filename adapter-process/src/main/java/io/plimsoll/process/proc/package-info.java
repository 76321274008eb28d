/** What the kernel tells of processes under {@code /proc}, and the program that signals them. */
@NullMarked
package io.plimsoll.process.proc;

import org.jspecify.annotations.NullMarked;
