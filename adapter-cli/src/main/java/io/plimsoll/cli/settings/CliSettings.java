package io.plimsoll.cli.settings;

import io.plimsoll.RuntimeSettings;
import io.plimsoll.Setting;
import io.plimsoll.command.ByteSize;
import io.plimsoll.command.Retry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The settings of the command line, beside those of the runtime. */
public final class CliSettings {

  /** When {@code batch} shows its progress. */
  public enum ProgressMode {
    /** Where standard error is a terminal. */
    AUTO,
    /** In any case. */
    ALWAYS,
    /** In no case. */
    NEVER
  }

  /** How often a job that does not succeed is tried again. */
  public static final Setting<Integer> RETRIES =
      Setting.number(
          "batch.retries",
          "0",
          "How many more attempts a job has that does not succeed, unless it says otherwise.",
          0,
          Retry.MOST_TIMES);

  /** The pause before a second attempt. */
  public static final Setting<Duration> BACKOFF =
      Setting.duration(
          "batch.backoff",
          "1s",
          "The pause before a second attempt; it doubles with each, up to 5 min.",
          Duration.ZERO);

  /** Whether the first failure ends a batch. */
  public static final Setting<Boolean> FAIL_FAST =
      Setting.flag(
          "batch.fail-fast",
          false,
          "Whether a batch ends with the first job that does not succeed.");

  /** When progress is shown. */
  public static final Setting<ProgressMode> PROGRESS =
      Setting.choice(
          "batch.progress",
          ProgressMode.AUTO,
          "When a batch shows its progress on standard error; auto means on a terminal.",
          ProgressMode.class);

  /** Whether commands get a clean environment. */
  public static final Setting<Boolean> ENV_CLEAN =
      Setting.flag(
          "env.clean",
          false,
          "Whether commands get only PATH, HOME, LANG, LC_*, TERM, TZ, TMPDIR, USER, SHELL, LOGNAME"
              + " and what is kept by name.");

  /** What a clean environment keeps. */
  public static final Setting<List<String>> ENV_KEEP =
      Setting.of(
          "env.keep",
          "",
          "Names of variables that a clean environment keeps as well, separated by commas.",
          new Names());

  /** The heap of the JVM that the launcher starts; empty where that is left to it. */
  public static final Setting<Optional<ByteSize>> HEAP =
      Setting.of(
          "memory.heap",
          "auto",
          "The heap of plimsoll itself, in MiB or GiB; auto is 64m, for a batch 256m. Beyond that it is given back when unused.",
          new Heap());

  private CliSettings() {}

  /** Those of the command line, in the order of the documentation. */
  public static List<Setting<?>> own() {
    return List.of(RETRIES, BACKOFF, FAIL_FAST, PROGRESS, ENV_CLEAN, ENV_KEEP, HEAP);
  }

  /** Those of the runtime, then those of the command line. */
  public static List<Setting<?>> schema() {
    List<Setting<?>> all = new ArrayList<>(RuntimeSettings.all());
    all.addAll(own());
    return all;
  }

  private static final class Heap implements Function<String, Optional<ByteSize>> {

    private static final ByteSize LEAST = ByteSize.mebibytes(32);
    private static final ByteSize MOST = ByteSize.gibibytes(1024);

    @Override
    public Optional<ByteSize> apply(String text) {
      if (text.strip().equals("auto")) {
        return Optional.empty();
      }
      // The launcher reads it too, and knows these two units only.
      ByteSize size = ByteSize.parse(text);
      if (!text.strip().matches("\\d{1,7}\\s*[mMgG][iI]?[bB]?")
          || size.compareTo(LEAST) < 0
          || size.compareTo(MOST) > 0) {
        throw new IllegalArgumentException(
            "is '%s'; must be auto, or whole MiB or GiB from %s to %s; try 512m"
                .formatted(text, LEAST, MOST));
      }
      return Optional.of(size);
    }
  }

  private static final class Names implements Function<String, List<String>> {

    @Override
    public List<String> apply(String text) {
      List<String> names = new ArrayList<>();
      for (String name : text.split(",")) {
        if (name.indexOf('=') >= 0 || name.indexOf('\0') >= 0) {
          throw new IllegalArgumentException(
              "is '%s'; must be names of variables without '='; try HTTP_PROXY,NO_PROXY"
                  .formatted(text));
        }
        if (!name.isBlank()) {
          names.add(name.strip());
        }
      }
      return List.copyOf(names);
    }
  }
}
