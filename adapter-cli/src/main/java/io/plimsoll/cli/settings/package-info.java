/** Where settings come from: a file, the environment, flags. */
@NullMarked
package io.plimsoll.cli.settings;

import org.jspecify.annotations.NullMarked;
