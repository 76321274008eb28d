package io.plimsoll.cli;

import io.plimsoll.Plimsoll;
import io.plimsoll.cli.detect.Programs;
import io.plimsoll.resource.Cache;
import java.util.function.Supplier;

/**
 * Opens the cache of programs that are not there.
 *
 * @param plimsoll the runtime that owns it
 */
record ProgramCache(Plimsoll plimsoll) implements Supplier<Cache<String, Programs.Absence>> {

  @Override
  public Cache<String, Programs.Absence> get() {
    return plimsoll.cache("programs", Programs.POLICY, Programs::bytes);
  }
}
