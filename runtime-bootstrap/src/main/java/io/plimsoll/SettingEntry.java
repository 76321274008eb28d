package io.plimsoll;

import java.util.Objects;

/**
 * A setting as somebody wrote it down, not judged yet.
 *
 * @param key the key
 * @param text the value
 * @param source where it was found, for people: {@code plimsoll.toml:12}, {@code flag --timeout}
 * @since 0.1.0
 */
public record SettingEntry(String key, String text, String source) {

  /** Refuses null: a text that is null by its key. */
  public SettingEntry {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(text, key);
    Objects.requireNonNull(source, "source");
  }
}
