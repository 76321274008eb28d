package io.plimsoll.core.record;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the values of a recording by the schema that it carries, and writes them in the same way.
 * Parts of a type are found by their names. A component that the recording lacks is empty where it
 * can be; whatever else does not fit is refused, with its name.
 *
 * @param schema that of the recording
 * @param own the types as they are here, by their names
 * @param known those that were asked for so far, by their names in the schema
 */
record Codecs(Schema schema, Map<String, Class<?>> own, Map<String, Codec> known) {

  /** For a recording with this schema. */
  static Codecs of(Schema schema) {
    return new Codecs(schema, Schema.classes(), new HashMap<>());
  }

  /** Reads and writes the values of one type. */
  interface Codec {

    Object read(In in);

    void write(Out out, Object value);
  }

  private record Plain(Function<In, Object> reader, BiConsumer<Out, Object> writer)
      implements Codec {

    @Override
    public Object read(In in) {
      return reader.apply(in);
    }

    @Override
    public void write(Out out, Object value) {
      writer.accept(out, value);
    }
  }

  /** That of a type by its name. */
  Codec of(Class<?> type) {
    return of(Schema.name(type));
  }

  private Codec of(String expression) {
    Codec codec = known.get(expression);
    if (codec == null) {
      codec = make(expression);
      known.put(expression, codec);
    }
    return codec;
  }

  private Codec make(String expression) {
    return switch (expression) {
      case "long" -> new Plain(In::number, (out, value) -> out.number((Long) value));
      case "int" -> new Plain(in -> (int) in.number(), (out, value) -> out.number((Integer) value));
      case "boolean" -> new Plain(In::flag, (out, value) -> out.flag((Boolean) value));
      case "double" ->
          new Plain(
              in -> Double.longBitsToDouble(in.raw()), (out, value) -> out.real((Double) value));
      case "String" -> new Plain(In::text, (out, value) -> out.text((String) value));
      case "Duration" ->
          new Plain(
              in -> Duration.ofNanos(in.number()),
              (out, value) -> out.number(((Duration) value).toNanos()));
      case "OptionalInt" ->
          new Plain(
              in -> in.flag() ? OptionalInt.of((int) in.number()) : OptionalInt.empty(),
              (out, value) -> out.maybe((OptionalInt) value));
      case "OptionalLong" ->
          new Plain(
              in -> in.flag() ? OptionalLong.of(in.number()) : OptionalLong.empty(),
              (out, value) -> out.maybe((OptionalLong) value));
      default -> composed(expression);
    };
  }

  private Codec composed(String expression) {
    if (expression.startsWith("Optional<")) {
      Codec inner = of(expression.substring(9, expression.length() - 1));
      return new Plain(
          in -> in.flag() ? Optional.of(inner.read(in)) : Optional.empty(),
          (out, value) -> out.maybe((Optional<?>) value, inner::write));
    }
    if (expression.startsWith("List<")) {
      Codec inner = of(expression.substring(5, expression.length() - 1));
      return new Plain(
          in -> list(in, inner), (out, value) -> out.all((List<?>) value, inner::write));
    }
    Schema.Type type = type(expression);
    // All that is asked for is of here: components are, and cases are looked for.
    Class<?> here = Objects.requireNonNull(own.get(expression), expression);
    if (!Schema.Kind.of(here).equals(Optional.of(type.kind()))) {
      throw foreign("a " + expression);
    }
    return switch (type.kind()) {
      case ENUM -> constants(expression, type, here);
      case SEALED -> cases(expression, type, here);
      case RECORD -> record(expression, type, here);
    };
  }

  private Schema.Type type(String name) {
    return Optional.ofNullable(schema.types().get(name)).orElseThrow(() -> foreign("a " + name));
  }

  /** The case, constant or component at this place of a type. */
  String part(Class<?> type, long place) {
    String name = Schema.name(type);
    return at(place, type(name).parts(), name);
  }

  static List<Object> list(In in, Codec inner) {
    int size = in.size();
    List<Object> all = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      all.add(inner.read(in));
    }
    return all;
  }

  private static UnreadableException foreign(String what) {
    return new UnreadableException(
        "holds "
            + what
            + ", which this version does not know; replay it with the version that recorded it");
  }

  private static String at(long place, List<String> all, String of) {
    if (Long.compareUnsigned(place, all.size()) >= 0) {
      throw new UnreadableException(
          "holds case %d of %s, which has %d; the file is damaged"
              .formatted(place, of, all.size()));
    }
    return all.get((int) place);
  }

  private static Codec constants(String name, Schema.Type type, Class<?> here) {
    Map<String, Object> byName = new HashMap<>();
    for (Object constant : here.getEnumConstants()) {
      byName.put(((Enum<?>) constant).name(), constant);
    }
    return new Plain(
        in -> {
          String word = at(in.count(), type.parts(), name);
          return Optional.ofNullable(byName.get(word))
              .orElseThrow(() -> foreign("the " + name + " " + word));
        },
        (out, value) -> out.count(place(type, ((Enum<?>) value).name())));
  }

  /** Its place, or one beyond all where the recording knows no such part. */
  private static int place(Schema.Type type, String part) {
    int place = type.parts().indexOf(part);
    return place < 0 ? type.parts().size() : place;
  }

  private Codec cases(String name, Schema.Type type, Class<?> here) {
    return new Plain(
        in -> oneOf(here, at(in.count(), type.parts(), name)).read(in),
        (out, value) -> {
          String one = Schema.name(value.getClass());
          out.count(place(type, one));
          if (type.parts().contains(one)) {
            of(one).write(out, value);
          }
        });
  }

  /** That of a case, which must be one here too. */
  private Codec oneOf(Class<?> here, String one) {
    if (!Arrays.asList(here.getPermittedSubclasses()).contains(own.get(one))) {
      throw foreign("the " + Schema.name(here) + " " + one);
    }
    return of(one);
  }

  /**
   * A record.
   *
   * @param type how it is made
   * @param codecs those of the recorded components, in the order of the recording
   * @param places the place of each of these here
   * @param empty what the components are that are not recorded
   */
  private record Fields(
      Constructor<?> type,
      List<RecordComponent> components,
      List<Codec> codecs,
      List<Integer> places,
      List<Optional<Object>> empty)
      implements Codec {

    @Override
    public Object read(In in) {
      @Nullable Object[] values = new @Nullable Object[empty.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = empty.get(i).orElse(null);
      }
      for (int i = 0; i < codecs.size(); i++) {
        values[places.get(i)] = codecs.get(i).read(in);
      }
      try {
        return type.newInstance(values);
      } catch (ReflectiveOperationException e) {
        throw new UnreadableException(
            "holds a %s that cannot be (%s); the file is damaged"
                .formatted(Schema.name(type.getDeclaringClass()), e.getCause()));
      }
    }

    @Override
    public void write(Out out, Object value) {
      for (int i = 0; i < codecs.size(); i++) {
        try {
          codecs.get(i).write(out, components.get(places.get(i)).getAccessor().invoke(value));
        } catch (ReflectiveOperationException e) {
          throw new IllegalStateException(e); // accessors of records do not fail
        }
      }
    }
  }

  private Codec record(String name, Schema.Type type, Class<?> here) {
    List<RecordComponent> components = List.of(here.getRecordComponents());
    List<String> parts =
        components.stream().map(c -> c.getName() + ":" + Schema.expression(c)).toList();
    List<Codec> codecs = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    for (String part : type.parts()) {
      int place = parts.indexOf(part);
      if (place < 0) {
        throw foreign("the component " + part.replace(":", ", a ") + ", of a " + name);
      }
      places.add(place);
      codecs.add(of(part.substring(part.indexOf(':') + 1)));
    }
    List<Optional<Object>> empty = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      empty.add(places.contains(i) ? Optional.empty() : empty(name, components.get(i)));
    }
    return new Fields(constructor(here, components), components, codecs, places, empty);
  }

  private static Optional<Object> empty(String name, RecordComponent component) {
    Class<?> type = component.getType();
    Object empty =
        type == Optional.class
            ? Optional.empty()
            : type == OptionalInt.class
                ? OptionalInt.empty()
                : type == OptionalLong.class
                    ? OptionalLong.empty()
                    : type == List.class ? List.of() : null;
    if (empty == null) {
      throw new UnreadableException(
          "lacks the component %s of a %s, without which this version decides nothing; replay it with the version that recorded it"
              .formatted(component.getName(), name));
    }
    return Optional.of(empty);
  }

  private static Constructor<?> constructor(Class<?> here, List<RecordComponent> components) {
    Class<?>[] types = components.stream().map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      return here.getDeclaredConstructor(types);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(Arrays.toString(types), e); // each record has it
    }
  }
}
