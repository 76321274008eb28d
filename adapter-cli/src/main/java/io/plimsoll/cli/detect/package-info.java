/** How tools are deployed on this machine: found on PATH, judged by rules, asked for a version. */
@NullMarked
package io.plimsoll.cli.detect;

import org.jspecify.annotations.NullMarked;
