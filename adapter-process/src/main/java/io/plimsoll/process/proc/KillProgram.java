package io.plimsoll.process.proc;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The program {@code kill}, for the signals that the platform does not send by itself. */
public final class KillProgram {

  private static final long MOST_SECONDS = 2;

  private KillProgram() {}

  /**
   * Sends a signal to processes and waits until that is done, two seconds at most. An interrupt
   * cuts the waiting short and stays set.
   *
   * @param signal its name without {@code SIG}
   * @param pids whom; one at least
   * @throws IOException if the program cannot be run
   */
  public static void send(String signal, List<String> pids) throws IOException {
    List<String> line = new ArrayList<>(List.of("kill", "-s", signal));
    line.addAll(pids);
    Process kill =
        StartTurn.start(
            new ProcessBuilder(line)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD));
    try {
      if (!kill.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
        kill.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
