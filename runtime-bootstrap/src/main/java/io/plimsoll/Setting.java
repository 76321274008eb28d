package io.plimsoll;

import io.plimsoll.command.Durations;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Function;

/**
 * One thing that a user can set: a key, how its text is read, and what holds when nobody sets it.
 *
 * <p>Immutable. The same key names it in a settings file ({@code process.timeout}), in the
 * environment ({@code PLIMSOLL_PROCESS_TIMEOUT}) and in reports.
 *
 * @param <T> the type of its value
 * @since 0.1.0
 */
public final class Setting<T> {

  private final String key;
  private final String defaultText;
  private final String about;
  private final Function<String, T> reader;

  private Setting(String key, String defaultText, String about, Function<String, T> reader) {
    this.key = key;
    this.defaultText = defaultText;
    this.about = about;
    this.reader = reader;
  }

  /**
   * A setting whose text is read by a function.
   *
   * @param key words of lower-case letters and hyphens, joined by dots
   * @param defaultText what holds when nobody sets it; must be readable
   * @param about what it does, in one sentence for people
   * @param reader reads the text, or throws an {@link IllegalArgumentException} whose message goes
   *     on after the key: the value, the rule, the remedy
   */
  public static <T> Setting<T> of(
      String key, String defaultText, String about, Function<String, T> reader) {
    return new Setting<>(key, defaultText, about, reader);
  }

  /** A whole number within bounds, both included. */
  public static Setting<Integer> number(
      String key, String defaultText, String about, int least, int most) {
    return of(key, defaultText, about, new WholeNumber(least, most));
  }

  /** A duration of at least {@code least}. */
  public static Setting<Duration> duration(
      String key, String defaultText, String about, Duration least) {
    return of(key, defaultText, about, new AtLeast(least, defaultText));
  }

  /** One of the names of an enum, in lower case with hyphens. */
  public static <E extends Enum<E>> Setting<E> choice(
      String key, E defaultValue, String about, Class<E> type) {
    return of(key, word(defaultValue), about, new Choice<>(type, defaultValue));
  }

  /** {@code true} or {@code false}. */
  public static Setting<Boolean> flag(String key, boolean defaultValue, String about) {
    return of(key, Boolean.toString(defaultValue), about, new Flag(defaultValue));
  }

  /** The key. */
  public String key() {
    return key;
  }

  /** What holds when nobody sets it, as text. */
  public String defaultText() {
    return defaultText;
  }

  /** What it does, in one sentence. */
  public String about() {
    return about;
  }

  /** The environment variable that sets it. */
  public String variable() {
    return "PLIMSOLL_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  /**
   * Reads a text.
   *
   * @throws IllegalArgumentException whose message goes on after the key
   */
  public T read(String text) {
    return reader.apply(text);
  }

  @Override
  public String toString() {
    return key;
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private record WholeNumber(int least, int most) implements Function<String, Integer> {

    @Override
    public Integer apply(String text) {
      try {
        int value = Integer.parseInt(text.strip());
        if (value >= least && value <= most) {
          return value;
        }
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(rule(text), e);
      }
      throw new IllegalArgumentException(rule(text));
    }

    private String rule(String text) {
      return "is '%s'; must be a whole number from %d to %d; try %d"
          .formatted(text, least, most, Math.max(least, 1));
    }
  }

  private record AtLeast(Duration least, String remedy) implements Function<String, Duration> {

    @Override
    public Duration apply(String text) {
      Duration value = Durations.parse(text);
      if (value.compareTo(least) < 0) {
        throw new IllegalArgumentException(
            "is '%s'; must be at least %s; try %s".formatted(text, Durations.words(least), remedy));
      }
      return value;
    }
  }

  private record Choice<E extends Enum<E>>(Class<E> type, E remedy) implements Function<String, E> {

    @Override
    public E apply(String text) {
      StringBuilder words = new StringBuilder();
      for (E constant : type.getEnumConstants()) {
        if (word(constant).equals(text.strip().toLowerCase(Locale.ROOT))) {
          return constant;
        }
        words.append(words.length() == 0 ? "" : ", ").append(word(constant));
      }
      throw new IllegalArgumentException(
          "is '%s'; must be one of %s; try %s".formatted(text, words, word(remedy)));
    }
  }

  private record Flag(boolean remedy) implements Function<String, Boolean> {

    @Override
    public Boolean apply(String text) {
      return switch (text.strip().toLowerCase(Locale.ROOT)) {
        case "true" -> true;
        case "false" -> false;
        default ->
            throw new IllegalArgumentException(
                "is '%s'; must be true or false; try %s".formatted(text, remedy));
      };
    }
  }
}
