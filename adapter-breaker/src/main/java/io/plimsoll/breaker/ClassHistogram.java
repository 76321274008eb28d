package io.plimsoll.breaker;

import io.plimsoll.memory.HeapClass;
import io.plimsoll.port.LazyLogger;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.ObjectName;

/** What the JVM's own diagnostic command says of the classes of its heap. */
final class ClassHistogram {

  /** The most classes that are told. */
  static final int MOST = 32;

  private static final System.Logger LOG = LazyLogger.of(ClassHistogram.class);
  private static final Pattern LINE = Pattern.compile("\\s*\\d+:\\s+(\\d+)\\s+(\\d+)\\s+(\\S+).*");

  private static final Map<Character, String> PRIMITIVES =
      Map.of(
          'B', "byte", 'C', "char", 'D', "double", 'F', "float", 'I', "int", 'J', "long", 'S',
          "short", 'Z', "boolean");

  private ClassHistogram() {}

  /** Of this process, after a collection of the whole heap; empty where the JVM does not tell. */
  static List<HeapClass> now() {
    try {
      Object said =
          ManagementFactory.getPlatformMBeanServer()
              .invoke(
                  new ObjectName("com.sun.management:type=DiagnosticCommand"),
                  "gcClassHistogram",
                  new Object[] {new String[0]},
                  new String[] {String[].class.getName()});
      return read(String.valueOf(said).lines());
    } catch (JMException | RuntimeException e) {
      LOG.log(System.Logger.Level.DEBUG, "the classes of the heap are not told", e);
      return List.of();
    }
  }

  /** The largest of those in what the command printed. */
  static List<HeapClass> read(Stream<String> lines) {
    return lines.map(ClassHistogram::one).flatMap(Optional::stream).limit(MOST).toList();
  }

  private static Optional<HeapClass> one(String line) {
    Matcher found = LINE.matcher(line);
    return found.matches()
        ? Optional.of(
            new HeapClass(
                named(found.group(3)),
                Long.parseLong(found.group(1)),
                Long.parseLong(found.group(2))))
        : Optional.empty();
  }

  /** The name as in source of one as the JVM has it, such as {@code [Ljava.lang.String;}. */
  private static String named(String name) {
    int dimensions = 0;
    while (dimensions < name.length() && name.charAt(dimensions) == '[') {
      dimensions++;
    }
    if (dimensions == 0 || dimensions == name.length()) {
      return name;
    }
    char kind = name.charAt(dimensions);
    String element =
        kind == 'L' && name.endsWith(";")
            ? name.substring(dimensions + 1, name.length() - 1)
            : PRIMITIVES.getOrDefault(kind, name.substring(dimensions));
    return element + "[]".repeat(dimensions);
  }
}
