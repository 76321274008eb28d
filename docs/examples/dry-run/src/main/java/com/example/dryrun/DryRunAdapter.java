package com.example.dryrun;

import io.plimsoll.port.Adapter;
import io.plimsoll.port.AdapterContext;
import io.plimsoll.port.ProcessLauncher;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Starts nothing. Chosen by {@code process.adapter = "dry-run"}; what would have been started is
 * written to the file of {@code adapter.dry-run.file}, where that is set.
 */
public final class DryRunAdapter implements Adapter {

  /** The id by which settings choose it. */
  public static final String ID = "dry-run";

  /** The adapter. */
  public DryRunAdapter() {}

  @Override
  public String id() {
    return ID;
  }

  /** Makes the launcher; nothing is written before the first command. */
  @Override
  public Optional<ProcessLauncher> processLauncher(AdapterContext context) {
    return Optional.of(
        new DryRunLauncher(
            context, Optional.ofNullable(context.settings().get("file")).map(Path::of)));
  }
}
