package io.plimsoll.process;

import io.plimsoll.command.Command;
import io.plimsoll.command.StartFailure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/** How a command comes into its containment: what is put before it. Any thread. */
interface Entrance {

  /**
   * What to start.
   *
   * @param program what the platform finds the command's program by
   * @param environment the whole environment of the command
   */
  Line line(Tree tree, Command command, String program, Map<String, String> environment)
      throws StartRefused;

  /**
   * What is started.
   *
   * @param words the program and its arguments
   * @param environment what it gets
   * @param judge whether a status says that the command itself could not be started
   */
  record Line(
      List<String> words,
      Map<String, String> environment,
      IntFunction<Optional<StartFailure>> judge) {

    /** The command as it is: then the platform tells what cannot be started. */
    static Line direct(Command command, Map<String, String> environment) {
      return new Line(command.arguments(), environment, status -> Optional.empty());
    }
  }

  /** Nothing is put before it. */
  record Direct() implements Entrance {

    @Override
    public Line line(Tree tree, Command command, String program, Map<String, String> environment) {
      return Line.direct(command, environment);
    }
  }
}
