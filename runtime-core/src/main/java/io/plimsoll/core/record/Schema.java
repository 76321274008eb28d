package io.plimsoll.core.record;

import io.plimsoll.core.memory.MemoryEffect;
import io.plimsoll.core.memory.MemoryEvent;
import io.plimsoll.core.memory.MemoryPolicy;
import io.plimsoll.core.memory.MemoryState;
import io.plimsoll.core.subprocess.SubprocessEffect;
import io.plimsoll.core.subprocess.SubprocessEvent;
import io.plimsoll.core.subprocess.SubprocessPolicy;
import io.plimsoll.core.subprocess.SubprocessState;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The types whose values a recording holds, by their names and those of their parts. Each recording
 * carries the one that it was written with.
 *
 * @param types each type by its name
 */
record Schema(Map<String, Type> types) {

  /** The types from which all others follow. */
  static final List<Class<?>> ROOTS =
      List.of(
          SubprocessPolicy.class,
          SubprocessState.class,
          SubprocessEvent.class,
          SubprocessEffect.class,
          MemoryPolicy.class,
          MemoryState.class,
          MemoryEvent.class,
          MemoryEffect.class);

  /** What a type is. */
  enum Kind {
    /** It has these components, each a name and a type with a colon between. */
    RECORD,
    /** It is one of these types. */
    SEALED,
    /** It is one of these constants. */
    ENUM;

    /** That of a type as it is here; empty for one that has no parts. */
    static Optional<Kind> of(Class<?> type) {
      return type.isEnum()
          ? Optional.of(ENUM)
          : type.isSealed()
              ? Optional.of(SEALED)
              : type.isRecord() ? Optional.of(RECORD) : Optional.empty();
    }
  }

  /**
   * A type.
   *
   * @param kind what it is
   * @param parts its components, cases or constants, in their order
   */
  record Type(Kind kind, List<String> parts) {}

  /** That of the types as they are here. */
  static Schema own() {
    Map<String, Type> types = new LinkedHashMap<>();
    classes().forEach((name, type) -> types.put(name, type(type)));
    return new Schema(types);
  }

  /** The types of the own schema. */
  static Map<String, Class<?>> classes() {
    Map<String, Class<?>> found = new LinkedHashMap<>();
    ROOTS.forEach(root -> visit(root, found));
    return found;
  }

  private static void visit(Class<?> type, Map<String, Class<?>> found) {
    Optional<Kind> kind = Kind.of(type);
    if (kind.isPresent() && found.putIfAbsent(name(type), type) == null) {
      switch (kind.get()) {
        case ENUM -> {}
        case SEALED -> cases(type).forEach(one -> visit(one, found));
        case RECORD -> {
          for (RecordComponent component : type.getRecordComponents()) {
            visit(element(component), found);
          }
        }
      }
    }
  }

  /** By their names, since compilers put them into any order. */
  private static List<Class<?>> cases(Class<?> sealed) {
    List<Class<?>> cases = new ArrayList<>(List.of(sealed.getPermittedSubclasses()));
    cases.sort(Comparator.comparing(Class::getSimpleName));
    return cases;
  }

  private static Class<?> element(RecordComponent component) {
    return component.getGenericType() instanceof ParameterizedType of
        ? (Class<?>) of.getActualTypeArguments()[0]
        : component.getType();
  }

  private static Type type(Class<?> type) {
    Kind kind = Kind.of(type).orElseThrow();
    Stream<String> parts =
        switch (kind) {
          case ENUM -> Arrays.stream(type.getEnumConstants()).map(one -> ((Enum<?>) one).name());
          case SEALED -> cases(type).stream().map(Schema::name);
          case RECORD ->
              Arrays.stream(type.getRecordComponents())
                  .map(component -> component.getName() + ":" + expression(component));
        };
    return new Type(kind, parts.toList());
  }

  static String expression(RecordComponent component) {
    Class<?> element = element(component);
    return element == component.getType()
        ? name(element)
        : name(component.getType()) + "<" + name(element) + ">";
  }

  /** A type's name, with those of the types around it. */
  static String name(Class<?> type) {
    Class<?> around = type.getEnclosingClass();
    return around == null ? type.getSimpleName() : name(around) + "." + type.getSimpleName();
  }

  /** As it stands in a recording: a line for each type. */
  String text() {
    StringBuilder text = new StringBuilder();
    types.forEach(
        (name, type) ->
            text.append(type.kind().name().toLowerCase(Locale.ROOT))
                .append(' ')
                .append(name)
                .append(type.parts().isEmpty() ? "" : " ")
                .append(String.join(" ", type.parts()))
                .append('\n'));
    return text.toString();
  }

  /** One that stands in a recording. */
  static Schema parse(String text) {
    Map<String, Type> types = new LinkedHashMap<>();
    for (String line : text.lines().toList()) {
      List<String> words = List.of(line.split(" "));
      if (words.size() < 2) {
        throw new UnreadableException("its schema has a line '" + line + "'; it is damaged");
      }
      types.put(words.get(1), new Type(kind(words.get(0)), words.subList(2, words.size())));
    }
    return new Schema(types);
  }

  private static Kind kind(String word) {
    for (Kind kind : Kind.values()) {
      if (kind.name().equalsIgnoreCase(word)) {
        return kind;
      }
    }
    throw new UnreadableException(
        "its schema knows '" + word + "', which this version does not; use the one it is of");
  }
}
