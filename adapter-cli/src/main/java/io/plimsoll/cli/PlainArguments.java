package io.plimsoll.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the arguments of {@code run} and {@code batch} where they are plain: known options, each
 * with its value, then the command, or one file of jobs. Everything else is left to the full
 * parser, which also knows help and errors, but whose loading takes longer than all that {@code
 * run} does besides. A test holds the two together.
 */
final class PlainArguments {

  private final List<String> words;
  private int at;

  /** Whether two dashes have ended the options. */
  private boolean ended;

  private PlainArguments(List<String> words) {
    this.words = words;
  }

  /** What takes the options of one command. */
  private interface Taker {

    /** Takes one without a value, if it knows it. */
    boolean flag(String name);

    /** Takes one with a value, if it knows it. */
    boolean option(String name, String value);
  }

  /** The command as the arguments say, or null where they are not plain. */
  static @Nullable RunCommand run(Host host, List<String> arguments) {
    RunCommand run = new RunCommand(host);
    PlainArguments plain = new PlainArguments(arguments);
    if (!plain.options(new OfRun(run))) {
      return null;
    }
    run.arguments = plain.rest();
    return run.arguments.isEmpty() ? null : run;
  }

  /** The same for a batch. */
  static @Nullable BatchCommand batch(Host host, List<String> arguments) {
    BatchCommand batch = new BatchCommand(host);
    Taker options = new OfBatch(batch);
    PlainArguments plain = new PlainArguments(arguments);
    if (!plain.options(options)) {
      return null;
    }
    if (plain.at < arguments.size()) {
      batch.file = arguments.get(plain.at++);
    }
    // Options may follow the file.
    return plain.options(options) && plain.rest().isEmpty() ? batch : null;
  }

  /** Takes the options that come next: false where one is not plain. */
  private boolean options(Taker taker) {
    while (!ended && at < words.size()) {
      String word = words.get(at);
      if (word.equals("--")) {
        at++;
        ended = true;
        return true;
      }
      if (!word.startsWith("-")) {
        return true;
      }
      if (taker.flag(word)) {
        at++;
        continue;
      }
      int end = endOfName(word);
      boolean joined = end < word.length();
      String value =
          joined
              ? word.substring(word.startsWith("--") ? end + 1 : end)
              : at + 1 < words.size() ? words.get(at + 1) : "-";
      // A value that looks like an option may be a forgotten value.
      if (value.startsWith("-") && !(joined && word.startsWith("--"))) {
        return false;
      }
      if (!taker.option(word.substring(0, end), value)) {
        return false;
      }
      at += joined ? 1 : 2;
    }
    return true;
  }

  /** Where the name of an option ends: at the equals sign, or after one letter, as in -j8. */
  private static int endOfName(String word) {
    int equals = word.indexOf('=');
    if (word.startsWith("--")) {
      return equals > 0 ? equals : word.length();
    }
    // That of -j=8 is left to the full parser.
    return equals < 0 ? Math.min(2, word.length()) : word.length();
  }

  /** What follows the options. */
  private List<String> rest() {
    return List.copyOf(words.subList(at, words.size()));
  }

  private static boolean childFlag(ChildOptions child, String name) {
    switch (name) {
      case "--clean-env" -> child.cleanEnv = true;
      case "--verbose", "-v" -> child.verbose = true;
      default -> {
        return false;
      }
    }
    return true;
  }

  private static boolean childOption(ChildOptions child, String name, String value) {
    switch (name) {
      case "--timeout" -> child.timeout = value;
      case "--signal", "-s" -> child.signal = value;
      case "--grace", "--kill-after", "-k" -> child.grace = value;
      case "--memory" -> child.memory = value;
      case "--cwd" -> child.cwd = value;
      case "--env" -> child.env = with(child.env, value);
      case "--keep-env" -> child.keepEnv = with(child.keepEnv, value);
      case "--survivors" -> child.survivors = value;
      case "--containment" -> child.containment = value;
      case "--heap-limit" -> child.heapLimit = value;
      case "--config" -> child.config = value;
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

  private record OfRun(RunCommand run) implements Taker {

    @Override
    public boolean flag(String name) {
      if (name.equals("--preserve-status")) {
        run.preserveStatus = true;
        return true;
      }
      return childFlag(run.child, name);
    }

    @Override
    public boolean option(String name, String value) {
      switch (name) {
        case "--stdin" -> run.stdin = value;
        case "--eof" -> run.eof = value;
        case "--report" -> run.report = value;
        default -> {
          return childOption(run.child, name, value);
        }
      }
      return true;
    }
  }

  private record OfBatch(BatchCommand batch) implements Taker {

    @Override
    public boolean flag(String name) {
      switch (name) {
        case "--fail-fast" -> batch.failFast = true;
        case "--resume" -> batch.resume = true;
        case "--retry-failed" -> batch.retryFailed = true;
        default -> {
          return childFlag(batch.child, name);
        }
      }
      return true;
    }

    @Override
    public boolean option(String name, String value) {
      switch (name) {
        case "--concurrency", "-j" -> batch.concurrency = value;
        case "--retries" -> batch.retries = value;
        case "--backoff" -> batch.backoff = value;
        case "--output", "-o" -> batch.output = value;
        case "--journal" -> batch.journal = value;
        case "--needs" -> batch.needs = with(batch.needs, value);
        case "--progress" -> batch.progress = value;
        case "--stdin" -> batch.stdin = value;
        default -> {
          return childOption(batch.child, name, value);
        }
      }
      return true;
    }
  }
}
