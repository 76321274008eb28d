package io.plimsoll.cli.soak;

import io.plimsoll.Plimsoll;
import io.plimsoll.Scope;
import java.nio.file.Path;

/**
 * Where leaks are planted.
 *
 * @param plimsoll the runtime
 * @param scope a scope of it
 * @param folder for files; whoever made it removes it
 */
record Ground(Plimsoll plimsoll, Scope scope, Path folder) {}
