package io.plimsoll.process;

import io.plimsoll.port.Adapter;
import io.plimsoll.port.AdapterContext;
import io.plimsoll.port.ProcessLauncher;
import io.plimsoll.port.Reaper;
import io.plimsoll.process.orphan.LocalReaper;
import java.util.Optional;

/** Starts processes on this machine. */
public final class LocalProcessAdapter implements Adapter {

  static final String ID = "local";

  /** For the service loader. */
  public LocalProcessAdapter() {}

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Optional<ProcessLauncher> processLauncher(AdapterContext context) {
    return Optional.of(new LocalLauncher(context));
  }

  @Override
  public Optional<Reaper> reaper(AdapterContext context) {
    return Optional.of(
        new LocalReaper(context.session(), Surroundings.isLinux(), Guarded.state(context)));
  }
}
