package io.plimsoll.micrometer;

import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.BaseUnits;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is measured, before it is a meter.
 *
 * @param name its name by Micrometer's conventions
 * @param words what it says, for people
 * @param kind what kind of meter it is
 * @param unit its base unit; null where it only counts, and for times, whose unit the registry sets
 * @param tags its own tags
 * @param value reads it; a time in nanoseconds
 * @param count for a time that adds up: how often
 * @param <S> what it is read from
 */
record Figure<S>(
    String name,
    String words,
    Kind kind,
    @Nullable String unit,
    Tags tags,
    ToDoubleFunction<S> value,
    ToLongFunction<S> count) {

  /** In what times are read. */
  static final TimeUnit TIME = TimeUnit.NANOSECONDS;

  /** Kinds of meters. */
  enum Kind {
    /** It goes up and down. */
    GAUGE,
    /** It is a time that goes up and down. */
    TIME_GAUGE,
    /** It only goes up. */
    COUNTER,
    /** It counts how often something took time, and how long in all. */
    TIMER
  }

  /** So many now. */
  static <S> Figure<S> gauge(String name, String words, ToDoubleFunction<S> value) {
    return new Figure<>(name, words, Kind.GAUGE, null, Tags.empty(), value, s -> 0);
  }

  /** So many so far. */
  static <S> Figure<S> counter(String name, String words, ToDoubleFunction<S> value) {
    return new Figure<>(name, words, Kind.COUNTER, null, Tags.empty(), value, s -> 0);
  }

  /** So long now, in nanoseconds. */
  static <S> Figure<S> time(String name, String words, ToDoubleFunction<S> nanos) {
    return new Figure<>(name, words, Kind.TIME_GAUGE, null, Tags.empty(), nanos, s -> 0);
  }

  /** So often, and so long in all, in nanoseconds. */
  static <S> Figure<S> timer(
      String name, String words, ToLongFunction<S> count, ToDoubleFunction<S> nanos) {
    return new Figure<>(name, words, Kind.TIMER, null, Tags.empty(), nanos, count);
  }

  /** The same in bytes. */
  Figure<S> bytes() {
    return new Figure<>(name, words, kind, BaseUnits.BYTES, tags, value, count);
  }

  /** The same with this tag. */
  Figure<S> tag(String key, String word) {
    return new Figure<>(name, words, kind, unit, tags.and(key, word), value, count);
  }
}
