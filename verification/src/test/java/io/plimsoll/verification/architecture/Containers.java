package io.plimsoll.verification.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Finds the fields of a house that hold a collection or a buffer: whatever can hold many things, or
 * more and more of one. Static ones and those of records count, those that the compiler made do
 * not.
 */
final class Containers {
  /** Types that hold many things; a field of one of them, or of a type below it, is found. */
  private static final List<String> MANY =
      List.of(
          "java.lang.Iterable",
          "java.util.Map",
          "java.util.Dictionary",
          "java.util.BitSet",
          "java.util.Timer",
          "java.util.concurrent.Executor",
          "java.util.concurrent.CompletionService",
          "java.util.concurrent.SubmissionPublisher",
          "java.util.concurrent.atomic.AtomicIntegerArray",
          "java.util.concurrent.atomic.AtomicLongArray",
          "java.util.concurrent.atomic.AtomicReferenceArray",
          "java.lang.ThreadLocal",
          "java.lang.ClassValue",
          "java.lang.ref.ReferenceQueue",
          "java.lang.StringBuilder",
          "java.lang.StringBuffer",
          "java.util.StringJoiner",
          "java.io.ByteArrayOutputStream",
          "java.io.CharArrayWriter",
          "java.io.StringWriter",
          "java.io.PipedInputStream",
          "java.io.PipedReader",
          "java.io.BufferedInputStream",
          "java.io.BufferedOutputStream",
          "java.io.BufferedReader",
          "java.io.BufferedWriter",
          "java.nio.Buffer",
          "com.github.benmanes.caffeine.cache.Cache",
          "com.github.benmanes.caffeine.cache.AsyncCache",
          "org.apache.commons.pool2.ObjectPool",
          "org.apache.commons.pool2.KeyedObjectPool",
          "io.github.resilience4j.core.Registry",
          "io.github.resilience4j.circuitbreaker.CircuitBreaker",
          "io.plimsoll.resource.Cache",
          "io.plimsoll.resource.Pool");

  /** A path lists its own names. */
  private static final String NO_CONTAINER = "java.nio.file.Path";

  /** Types that hold one thing, which may be one that holds many. */
  private static final List<String> ONE =
      List.of(
          "java.util.Optional",
          "java.util.concurrent.atomic.AtomicReference",
          "java.util.concurrent.atomic.AtomicStampedReference",
          "java.util.concurrent.atomic.AtomicMarkableReference",
          "java.util.concurrent.CompletionStage",
          "java.util.concurrent.Future",
          "java.lang.ref.Reference");

  private Containers() {}

  /**
   * A field.
   *
   * @param module the folder of its module
   * @param name its name after that of its type, and of the package below that of the module
   * @param type what it is, for people
   */
  record Found(String module, String name, String type) {
    @Override
    public String toString() {
      return module + ": " + name + ", a " + type;
    }
  }

  /** All of them, module by module and by name. */
  static List<Found> in(House house, JavaClasses classes) {
    return IntStream.range(0, House.MODULES.size())
        .boxed()
        .flatMap(i -> in(house, House.MODULES.get(i), Modules.FOLDERS.get(i), classes))
        .toList();
  }

  private static Stream<Found> in(House house, String module, String folder, JavaClasses classes) {
    String base = house.base(module) + ".";
    return classes.stream()
        .filter(house.in(module))
        .flatMap(type -> type.getFields().stream())
        .filter(field -> !field.getModifiers().contains(JavaModifier.SYNTHETIC))
        .filter(Containers::holdsMany)
        .map(field -> new Found(folder, name(field).replace(base, ""), type(field)))
        .sorted(Comparator.comparing(Found::name));
  }

  private static boolean holdsMany(JavaField field) {
    JavaClass type = field.getRawType();
    return isMany(type)
        || (isA(type, ONE) && namesMany(field))
        || type.getSimpleName().startsWith("Bounded");
  }

  /** An array as a type argument is told by its name alone. */
  private static boolean namesMany(JavaField field) {
    return field.getType().getName().contains("[")
        || field.getAllInvolvedRawTypes().stream().anyMatch(Containers::isMany);
  }

  private static boolean isMany(JavaClass type) {
    return type.isArray() || (isA(type, MANY) && !type.isAssignableTo(NO_CONTAINER));
  }

  private static boolean isA(JavaClass type, List<String> names) {
    return names.stream().anyMatch(type::isAssignableTo);
  }

  private static String name(JavaField field) {
    return field.getOwner().getName().replace('$', '.') + "." + field.getName();
  }

  private static String type(JavaField field) {
    String type =
        field.getRawType().isArray()
            ? field.getRawType().getSimpleName()
            : field.getType().getName();
    return type.replaceAll("\\b(?:[a-z][\\w]*\\.)+", "").replace('$', '.');
  }
}
