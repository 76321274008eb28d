package io.plimsoll.cli.settings;

import io.plimsoll.RuntimeSettings;
import io.plimsoll.Setting;
import io.plimsoll.command.Retry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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
          CliSettings::names);

  private CliSettings() {}

  /** Those of the command line, in the order of the documentation. */
  public static List<Setting<?>> own() {
    return List.of(RETRIES, BACKOFF, FAIL_FAST, PROGRESS, ENV_CLEAN, ENV_KEEP);
  }

  /** Those of the runtime, then those of the command line. */
  public static List<Setting<?>> schema() {
    List<Setting<?>> all = new ArrayList<>(RuntimeSettings.all());
    all.addAll(own());
    return all;
  }

  private static List<String> names(String text) {
    List<String> names = Arrays.stream(text.split(",")).map(String::strip).toList();
    for (String name : names) {
      if (name.indexOf('=') >= 0 || name.indexOf('\0') >= 0) {
        throw new IllegalArgumentException(
            "is '%s'; must be names of variables without '='; try HTTP_PROXY,NO_PROXY"
                .formatted(text));
      }
    }
    return names.stream().filter(name -> !name.isEmpty()).toList();
  }
}
