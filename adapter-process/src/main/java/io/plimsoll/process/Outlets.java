package io.plimsoll.process;

import io.plimsoll.command.Command;
import io.plimsoll.command.Output;
import io.plimsoll.process.Starter.Started;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Where the outputs of one command go that come to us. Any thread. */
final class Outlets {

  private final Drainer drainer;
  private final Executor couriers;
  private final AtomicReference<@Nullable Intake> out = new AtomicReference<>();
  private final AtomicReference<@Nullable Intake> err = new AtomicReference<>();
  private final List<LineRelay> relays = new ArrayList<>(2);
  private final @Nullable Receiver stdout;
  private final @Nullable Receiver stderr;

  /**
   * @param drainer reads them
   * @param couriers call subscribers
   */
  Outlets(Command command, Drainer drainer, Executor couriers) {
    this.drainer = drainer;
    this.couriers = couriers;
    this.stdout = receiver(command.stdout(), out);
    this.stderr = receiver(command.stderr(), err);
  }

  @Nullable Receiver stdout() {
    return stdout;
  }

  @Nullable Receiver stderr() {
    return stderr;
  }

  /** How many there are. */
  int count() {
    return (stdout == null ? 0 : 1) + (stderr == null ? 0 : 1);
  }

  /** Tells what they are read from. */
  void found(Started started) {
    out.set(started.stdout());
    err.set(started.stderr());
  }

  /** Begins to call subscribers. */
  void begin() {
    for (LineRelay relay : relays) {
      relay.begin();
    }
  }

  /** Tells subscribers that nothing comes. */
  void fail(String words) {
    for (LineRelay relay : relays) {
      relay.begin();
      relay.fail(new IOException(words));
    }
  }

  private @Nullable Receiver receiver(Output output, AtomicReference<@Nullable Intake> intake) {
    if (output instanceof Output.Capture capture) {
      return new HeadTail(capture.headBytes(), capture.tailBytes(), drainer.rings());
    }
    if (!(output instanceof Output.Lines lines)) {
      return null;
    }
    // A subscriber may ask a million times before the drainer comes to it.
    Runnable readOn =
        new Merged(
            drainer::execute,
            () -> {
              Intake current = intake.get();
              if (current != null) {
                current.ready(drainer.buffer());
              }
            });
    LineRelay relay =
        new LineRelay(
            lines.subscriber(),
            couriers,
            () -> {
              if (intake.get() != null) {
                readOn.run();
              }
            });
    relays.add(relay);
    return relay;
  }
}
