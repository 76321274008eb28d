package io.plimsoll.verification.bench.process;

import io.plimsoll.Plimsoll;
import io.plimsoll.Running;
import io.plimsoll.Settings;
import io.plimsoll.command.Command;
import io.plimsoll.command.Outcome;
import java.nio.file.Path;
import java.util.Map;

/** The runtime within a program. */
final class OurRunner implements Runner {

  /** The callers bound how many there are at once. */
  private static final String MOST = "4000";

  private final Plimsoll plimsoll;

  /**
   * Starts it.
   *
   * @param containment as the setting has it
   */
  OurRunner(Path state, String containment) {
    plimsoll =
        Plimsoll.start(
            Settings.of(
                Map.of(
                    "state.folder",
                    state.toString(),
                    "process.containment",
                    containment,
                    "process.concurrency",
                    MOST,
                    // Pages that children share are counted for each: thousands reach the line.
                    "memory.limit",
                    "64g")));
  }

  @Override
  public Ended run(Order order) throws InterruptedException {
    return ended(plimsoll.run(command(order)));
  }

  @Override
  public Live start(Order order) {
    Running running = plimsoll.submit(command(order));
    return new Live() {
      @Override
      public void kill() {
        running.kill("the bench is through");
      }

      @Override
      public Ended await() throws InterruptedException {
        return ended(running.await());
      }
    };
  }

  private static Command command(Order order) {
    Command command = Command.of(order.words());
    return order.timeout().isZero()
        ? command
        : command.timeout(order.timeout()).grace(order.grace());
  }

  private static Ended ended(Outcome outcome) {
    return new Ended(
        outcome.exitCode().orElse(-1),
        outcome.stdout().bytes() + outcome.stderr().bytes(),
        outcome);
  }

  @Override
  public void close() {
    plimsoll.close();
  }
}
