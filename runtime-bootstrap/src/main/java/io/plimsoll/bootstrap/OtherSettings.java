package io.plimsoll.bootstrap;

import io.plimsoll.RuntimeSettings;
import io.plimsoll.RuntimeSettings.LoadMode;
import io.plimsoll.Setting;
import io.plimsoll.SettingEntry;
import io.plimsoll.Settings;
import io.plimsoll.SettingsException;
import io.plimsoll.Suggestion;
import io.plimsoll.command.Survivors;
import io.plimsoll.core.memory.MemoryEvent;
import io.plimsoll.core.memory.MemoryPolicy;
import io.plimsoll.core.record.Otherwise;
import io.plimsoll.core.subprocess.SubprocessPolicy;
import io.plimsoll.memory.MemoryReading;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Settings that might have held in a recorded session: those that policies are made of.
 *
 * @param settings the values
 * @param asked the keys that were given
 */
record OtherSettings(Settings settings, List<String> asked) {

  private static final List<Setting<?>> TAKEN =
      List.of(
          RuntimeSettings.TIMEOUT,
          RuntimeSettings.GRACE,
          RuntimeSettings.MEMORY,
          RuntimeSettings.SURVIVORS,
          RuntimeSettings.MEMORY_LIMIT,
          RuntimeSettings.MEMORY_MODE);

  private static final String FROM = "option --policy";

  /** Their keys. */
  static final List<String> KEYS = TAKEN.stream().map(Setting::key).toList();

  /**
   * Those that are given.
   *
   * @throws SettingsException with all that is wrong
   */
  static Otherwise read(Map<String, String> given) {
    List<String> problems = new ArrayList<>();
    List<SettingEntry> entries = new ArrayList<>();
    given.forEach(
        (key, value) -> {
          if (KEYS.contains(key)) {
            entries.add(new SettingEntry(key, value, FROM));
          } else {
            problems.add(FROM + ": " + key + ": " + unknown(key));
          }
        });
    Optional<Settings> settings = Optional.empty();
    try {
      settings = Optional.of(Settings.read(TAKEN, entries));
    } catch (SettingsException e) {
      problems.addAll(e.problems());
    }
    if (!problems.isEmpty() || settings.isEmpty()) {
      throw new SettingsException(problems);
    }
    OtherSettings other = new OtherSettings(settings.get(), List.copyOf(given.keySet()));
    return new Otherwise(other::command, other::memory, other::reading);
  }

  private static String unknown(String key) {
    boolean isSetting = RuntimeSettings.all().stream().anyMatch(each -> each.key().equals(key));
    return (isSetting ? "decides nothing that is recorded" : "unknown")
        + Suggestion.didYouMean(key, KEYS)
        + "; must be one of "
        + String.join(", ", KEYS);
  }

  private boolean asks(Setting<?> setting) {
    return asked.contains(setting.key());
  }

  private SubprocessPolicy command(SubprocessPolicy was) {
    return new SubprocessPolicy(
        asks(RuntimeSettings.TIMEOUT)
            ? settings.get(RuntimeSettings.TIMEOUT).toNanos()
            : was.timeoutNanos(),
        asks(RuntimeSettings.GRACE)
            ? settings.get(RuntimeSettings.GRACE).toNanos()
            : was.graceNanos(),
        asks(RuntimeSettings.MEMORY)
            ? settings.get(RuntimeSettings.MEMORY).bytes()
            : was.memoryLimit(),
        was.firstSignal(),
        asks(RuntimeSettings.SURVIVORS)
            ? settings.get(RuntimeSettings.SURVIVORS) == Survivors.END
            : was.endSurvivors(),
        was.endsWithInput());
  }

  private MemoryPolicy memory(MemoryPolicy was) {
    return asks(RuntimeSettings.MEMORY_MODE)
        ? new MemoryPolicy(
            was.shed(),
            was.refuse(),
            was.kill(),
            was.exit(),
            was.readings(),
            was.dwellNanos(),
            was.confirmNanos(),
            was.killFloor(),
            settings.get(RuntimeSettings.MEMORY_MODE) == LoadMode.ACT)
        : was;
  }

  private MemoryEvent reading(MemoryEvent was) {
    if (!asks(RuntimeSettings.MEMORY_LIMIT) || !(was instanceof MemoryEvent.Reading reading)) {
      return was;
    }
    MemoryReading own = reading.own();
    return new MemoryEvent.Reading(
        new MemoryReading(
            own.heap(),
            own.resident(),
            own.outside(),
            settings.get(RuntimeSettings.MEMORY_LIMIT).bytes(),
            own.stalled()),
        reading.trees(),
        reading.of());
  }
}
