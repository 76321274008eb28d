package io.plimsoll.core.ledger;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What failed on the way to one end: the first failure, the later ones suppressed under it, so that
 * one that fails keeps none from being carried out. Holds at most {@link #MOST}. For one thread.
 */
public final class Failures {

  /** The most failures that are kept. */
  public static final int MOST = 16;

  private @Nullable Throwable first;
  private int kept;

  /** No failure yet. */
  public Failures() {}

  /** Something that may fail. */
  public interface Step {

    /** Does it. */
    void run() throws Exception;
  }

  /** Does a step, and keeps what it throws. */
  public void run(Step step) {
    try {
      step.run();
    } catch (Exception | Error e) {
      add(e);
    }
  }

  /** One more. */
  public void add(Throwable failure) {
    if (first == null) {
      first = failure;
      kept = 1;
    } else if (first != failure && kept < MOST) {
      first.addSuppressed(failure);
      kept++;
    }
  }

  /** The first of them, with the later ones suppressed. */
  public Optional<Throwable> first() {
    return Optional.ofNullable(first);
  }
}
