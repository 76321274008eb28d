package io.plimsoll.report;

import io.plimsoll.command.Text;
import io.plimsoll.growth.BirthPlace;
import io.plimsoll.growth.Gauge;
import io.plimsoll.growth.Grown;
import io.plimsoll.growth.GrowthReport;
import io.plimsoll.growth.Series;
import io.plimsoll.memory.Holder;
import io.plimsoll.memory.Measure;
import io.plimsoll.memory.Stage;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A report from its plain values. What follows from others, such as the causes, is not read: it is
 * found anew. Fields that are not known are passed over.
 */
final class FromMap {

  private final Fields fields;

  FromMap(Map<?, ?> values) {
    this.fields = new Fields("report", values);
  }

  LeakReport report() {
    if (!fields.text("format").equals(ToMap.FORMAT) || fields.number("version") != ToMap.VERSION) {
      throw new IllegalArgumentException(
          "report: is '%s' %d; must be '%s' %d; was it written by another version?"
              .formatted(
                  fields.text("format"), fields.number("version"), ToMap.FORMAT, ToMap.VERSION));
    }
    Fields lines = fields.object("lines");
    return new LeakReport(
        fields.text("session"),
        fields.time("started"),
        fields.time("ended"),
        fields.number("operations"),
        fields.constant("stage", Stage.class),
        fields.has("leaving") ? Optional.of(fields.text("leaving")) : Optional.empty(),
        lines.has("heap") ? Optional.of(marks(lines.object("heap"))) : Optional.empty(),
        lines.has("runtimeAndTrees")
            ? Optional.of(marks(lines.object("runtimeAndTrees")))
            : Optional.empty(),
        fields.objects("stages", FromMap::stage),
        fields.number("forgottenStages"),
        growth(),
        fields.objects("birthPlaces", FromMap::place),
        fields.objects("holders", FromMap::holder),
        fields.objects("bounds", FromMap::bound));
  }

  private GrowthReport growth() {
    return new GrowthReport(
        fields.number("readings"),
        Math.toIntExact(fields.number("fewestReadings")),
        Math.toIntExact(fields.number("gauges")),
        fields.number("unwatched"),
        fields.number("accusations"),
        grown(fields, "findings", "cleared"),
        fields.objects("series", FromMap::series));
  }

  private static List<Grown> grown(Fields of, String... names) {
    List<Grown> all = new ArrayList<>();
    for (String name : names) {
      all.addAll(of.objects(name, FromMap::grown));
    }
    return all;
  }

  private static LoadMarks marks(Fields of) {
    return new LoadMarks(
        of.number("limitBytes"),
        of.number("shedBytes"),
        of.number("refuseBytes"),
        of.number("killBytes"),
        of.number("exitBytes"));
  }

  private static StageTime stage(Fields of) {
    return new StageTime(
        of.time("at"),
        of.constant("stage", Stage.class),
        of.constant("measure", Measure.class),
        of.text("words"));
  }

  private static Gauge gauge(Fields of) {
    return new Gauge(of.text("name"), of.text("owner"), of.constant("unit", Gauge.Unit.class));
  }

  private static Grown grown(Fields of) {
    return new Grown(
        gauge(of),
        of.constant("state", Grown.State.class),
        of.number("from"),
        of.number("to"),
        Duration.ofMillis(of.number("overMillis")),
        of.decimal("perHour"),
        of.decimal("perHourLeast"),
        of.decimal("perHourMost"),
        of.number("afterReadings"),
        of.has("perOperation")
            ? OptionalDouble.of(of.decimal("perOperation"))
            : OptionalDouble.empty(),
        of.objects("births", FromMap::place));
  }

  private static Series series(Fields of) {
    return new Series(gauge(of), of.pairs("points", Series.Point::new));
  }

  private static BirthPlace place(Fields of) {
    return new BirthPlace(
        of.text("what"), of.text("owner"), of.number("count"), of.texts("frames"));
  }

  private static Holder holder(Fields of) {
    return new Holder(of.text("kind"), of.text("owner"), of.number("bytes"), of.text("words"));
  }

  private static BoundInForce bound(Fields of) {
    return new BoundInForce(
        of.text("name"),
        of.constant("unit", Gauge.Unit.class),
        of.number("now"),
        of.number("bound"),
        of.text("atBound"));
  }

  /**
   * The fields of one object.
   *
   * @param path where it stands, for people
   * @param values its fields
   */
  private record Fields(String path, Map<?, ?> values) {

    private interface Pair<T> {
      T of(long first, long second);
    }

    boolean has(String name) {
      return values.get(name) != null;
    }

    private <T> T get(String name, Class<T> type, String rule) {
      Object value = values.get(name);
      if (!type.isInstance(value)) {
        throw wrong(name, value, rule);
      }
      return type.cast(value);
    }

    private IllegalArgumentException wrong(String name, @Nullable Object value, String rule) {
      String shown = Text.visible(String.valueOf(value), 60);
      return new IllegalArgumentException(
          "%s.%s: is '%s'; must be %s".formatted(path, name, shown, rule));
    }

    String text(String name) {
      return get(name, String.class, "a text");
    }

    long number(String name) {
      return get(name, Number.class, "a number").longValue();
    }

    double decimal(String name) {
      return get(name, Number.class, "a number").doubleValue();
    }

    Instant time(String name) {
      String text = text(name);
      try {
        return Instant.parse(text);
      } catch (DateTimeParseException e) {
        throw wrong(name, text, "a time such as 2026-11-24T01:02:03Z");
      }
    }

    <E extends Enum<E>> E constant(String name, Class<E> type) {
      String text = text(name);
      try {
        return Enum.valueOf(type, text.toUpperCase(Locale.ROOT).replace('-', '_'));
      } catch (IllegalArgumentException e) {
        throw wrong(name, text, "one of " + List.of(type.getEnumConstants()));
      }
    }

    Fields object(String name) {
      return new Fields(path + "." + name, get(name, Map.class, "an object"));
    }

    <T> List<T> objects(String name, Function<Fields, T> read) {
      String inside = path + "." + name + "[]";
      return list(
          name,
          one -> {
            if (one instanceof Map<?, ?> map) {
              return read.apply(new Fields(inside, map));
            }
            throw wrong(name, one, "a list of objects");
          });
    }

    List<String> texts(String name) {
      return list(
          name,
          one -> {
            if (one instanceof String text) {
              return text;
            }
            throw wrong(name, one, "a list of texts");
          });
    }

    <T> List<T> pairs(String name, Pair<T> read) {
      return list(
          name,
          one -> {
            if (one instanceof List<?> pair
                && pair.size() == 2
                && pair.get(0) instanceof Number first
                && pair.get(1) instanceof Number second) {
              return read.of(first.longValue(), second.longValue());
            }
            throw wrong(name, one, "a list of pairs of numbers");
          });
    }

    private <T> List<T> list(String name, Function<Object, T> read) {
      List<?> all = get(name, List.class, "a list");
      return all.stream().<T>map(one -> read.apply(one)).toList();
    }
  }
}
