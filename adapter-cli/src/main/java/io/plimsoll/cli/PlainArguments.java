package io.plimsoll.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the arguments of {@code run} where they are plain: known options, each with its value, then
 * the command. Everything else is left to the full parser, which also knows help and errors, but
 * whose loading takes longer than all that {@code run} does besides. A test holds the two together.
 */
final class PlainArguments {

  private PlainArguments() {}

  /** The command as the arguments say, or null where they are not plain. */
  static @Nullable RunCommand read(Host host, List<String> arguments) {
    RunCommand run = new RunCommand(host);
    int at = 0;
    while (at < arguments.size()) {
      String word = arguments.get(at);
      if (word.equals("--")) {
        at++;
        break;
      }
      if (!word.startsWith("-")) {
        break;
      }
      if (flag(run, word)) {
        at++;
        continue;
      }
      int equals = word.indexOf('=');
      boolean joined = word.startsWith("--") && equals > 0;
      String value =
          joined
              ? word.substring(equals + 1)
              : at + 1 < arguments.size() ? arguments.get(at + 1) : "-";
      // A value that looks like an option may be a forgotten value.
      if (!joined && value.startsWith("-")) {
        return null;
      }
      if (!option(run, joined ? word.substring(0, equals) : word, value)) {
        return null;
      }
      at += joined ? 1 : 2;
    }
    if (at >= arguments.size()) {
      return null;
    }
    run.arguments = List.copyOf(arguments.subList(at, arguments.size()));
    return run;
  }

  private static boolean flag(RunCommand run, String name) {
    switch (name) {
      case "--clean-env" -> run.child.cleanEnv = true;
      case "--verbose", "-v" -> run.child.verbose = true;
      case "--preserve-status" -> run.preserveStatus = true;
      default -> {
        return false;
      }
    }
    return true;
  }

  private static boolean option(RunCommand run, String name, String value) {
    switch (name) {
      case "--timeout" -> run.child.timeout = value;
      case "--signal", "-s" -> run.child.signal = value;
      case "--grace", "--kill-after", "-k" -> run.child.grace = value;
      case "--memory" -> run.child.memory = value;
      case "--cwd" -> run.child.cwd = value;
      case "--env" -> run.child.env = with(run.child.env, value);
      case "--keep-env" -> run.child.keepEnv = with(run.child.keepEnv, value);
      case "--survivors" -> run.child.survivors = value;
      case "--containment" -> run.child.containment = value;
      case "--heap-limit" -> run.child.heapLimit = value;
      case "--config" -> run.child.config = value;
      case "--stdin" -> run.stdin = value;
      case "--eof" -> run.eof = value;
      case "--report" -> run.report = value;
      default -> {
        return false;
      }
    }
    return true;
  }

  private static List<String> with(@Nullable List<String> values, String value) {
    List<String> more = values == null ? new ArrayList<>() : values;
    more.add(value);
    return more;
  }
}
