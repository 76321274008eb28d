package io.plimsoll.cli;

import io.plimsoll.command.StopSignal;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Remembers by which signal we were asked to stop. Any thread may ask. */
final class Interruption {

  private final AtomicReference<@Nullable StopSignal> first = new AtomicReference<>();

  /** The first signal that came, if one did. */
  Optional<StopSignal> signal() {
    return Optional.ofNullable(first.get());
  }

  /**
   * From now on calls the first action with the first signal that comes, and the second with each
   * further one: with what it is a reason for.
   */
  void watch(Host.Signals signals, Consumer<String> ask, Consumer<String> force) {
    signals.onStop(new Watch(first, ask, force));
  }

  private record Watch(
      AtomicReference<@Nullable StopSignal> first, Consumer<String> ask, Consumer<String> force)
      implements Consumer<StopSignal> {

    @Override
    public void accept(StopSignal signal) {
      String reason = "interrupted by " + signal;
      if (first.compareAndSet(null, signal)) {
        ask.accept(reason);
      } else {
        force.accept(reason + " again");
      }
    }
  }
}
