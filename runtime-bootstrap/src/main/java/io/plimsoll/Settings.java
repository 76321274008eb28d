package io.plimsoll;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Settings in force: a value and a source for every setting of a schema. Immutable.
 *
 * <p>Keys that begin with {@code adapter.} belong to adapters and are handed to them unread: {@code
 * adapter.ID.KEY}. At most {@value #MOST_ADAPTER_KEYS} of them are taken.
 *
 * @since 0.1.0
 */
public final class Settings {

  /** The source of a value that nobody set. */
  public static final String DEFAULT = "default";

  /** How many keys of adapters are taken. */
  public static final int MOST_ADAPTER_KEYS = 1_000;

  private static final String ADAPTER_PREFIX = "adapter.";

  private final Map<String, Setting<?>> schema;
  private final Map<String, SettingEntry> entries;

  private Settings(Map<String, Setting<?>> schema, Map<String, SettingEntry> entries) {
    this.schema = schema;
    this.entries = entries;
  }

  /** The runtime's settings, all by default. */
  public static Settings defaults() {
    return read(RuntimeSettings.all(), List.of());
  }

  /** The runtime's settings with these values by key. */
  public static Settings of(Map<String, String> values) {
    List<SettingEntry> entries = new ArrayList<>();
    values.forEach((key, text) -> entries.add(new SettingEntry(key, text, "given")));
    return read(RuntimeSettings.all(), entries);
  }

  /**
   * Settings of a schema from entries; a later entry of the same key wins.
   *
   * @throws SettingsException with every problem of every entry, those overruled by later ones
   *     included
   */
  public static Settings read(List<Setting<?>> schema, List<SettingEntry> entries) {
    Map<String, Setting<?>> byKey = new LinkedHashMap<>();
    for (Setting<?> setting : schema) {
      byKey.put(setting.key(), setting);
    }
    Map<String, SettingEntry> taken = new HashMap<>();
    List<String> problems = new ArrayList<>();
    for (SettingEntry entry : entries) {
      String problem = problem(byKey, entry);
      if (problem.isEmpty()) {
        taken.put(entry.key(), entry);
      } else {
        problems.add(entry.source() + ": " + entry.key() + ": " + problem);
      }
    }
    int ofAdapters = 0;
    for (String key : taken.keySet()) {
      ofAdapters += key.startsWith(ADAPTER_PREFIX) ? 1 : 0;
    }
    if (ofAdapters > MOST_ADAPTER_KEYS) {
      problems.add(
          "adapter.*: more than " + MOST_ADAPTER_KEYS + " keys; must be fewer; remove some");
    }
    if (!problems.isEmpty()) {
      throw new SettingsException(problems);
    }
    return new Settings(byKey, Map.copyOf(taken));
  }

  private static String problem(Map<String, Setting<?>> schema, SettingEntry entry) {
    Setting<?> setting = schema.get(entry.key());
    if (setting == null) {
      return entry.key().startsWith(ADAPTER_PREFIX)
          ? ""
          : "unknown" + Suggestion.didYouMean(entry.key(), schema.keySet());
    }
    try {
      setting.read(entry.text());
      return "";
    } catch (IllegalArgumentException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /** With one more entry on top. */
  public Settings with(SettingEntry entry) {
    List<SettingEntry> all = new ArrayList<>(entries.values());
    all.add(entry);
    return read(List.copyOf(schema.values()), all);
  }

  /** With one value on top, given by the caller. */
  public Settings with(Setting<?> setting, String text) {
    return with(new SettingEntry(setting.key(), text, "given"));
  }

  /** The value in force. */
  public <T> T get(Setting<T> setting) {
    return setting.read(text(setting));
  }

  /** The text of the value in force. */
  public String text(Setting<?> setting) {
    SettingEntry entry = entries.get(setting.key());
    return entry == null ? setting.defaultText() : entry.text();
  }

  /** Where the value in force comes from. */
  public String source(Setting<?> setting) {
    SettingEntry entry = entries.get(setting.key());
    return entry == null ? DEFAULT : entry.source();
  }

  /** The settings that can be set, in the order of the schema. */
  public List<Setting<?>> schema() {
    return List.copyOf(schema.values());
  }

  /** What is set for one adapter, by its own keys. */
  public Map<String, String> forAdapter(String id) {
    String prefix = ADAPTER_PREFIX + id + ".";
    Map<String, String> own = new HashMap<>();
    for (Map.Entry<String, SettingEntry> each : entries.entrySet()) {
      if (each.getKey().startsWith(prefix)) {
        own.put(each.getKey().substring(prefix.length()), each.getValue().text());
      }
    }
    return own;
  }
}
