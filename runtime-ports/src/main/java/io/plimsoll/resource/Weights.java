package io.plimsoll.resource;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;

/** What objects of well-known types weigh in the heap of a JVM with compressed references. */
final class Weights {

  private static final int DEEPEST = 64;
  private static final int HEADER = 12;
  private static final int ARRAY_HEADER = 16;
  private static final int STRING = 24;
  private static final int SMALL = 16;
  private static final int MEDIUM = 24;
  private static final int LARGE = 32;
  static final int REFERENCE = 4;

  private Weights() {}

  /** The bytes of an object and of what it refers to. */
  static long of(Object object) {
    return of(object, 0);
  }

  static long plus(long a, long b) {
    long sum = a + b;
    return ((a ^ sum) & (b ^ sum)) < 0 ? Long.MAX_VALUE : sum;
  }

  static long of(Object object, int depth) {
    if (depth > DEEPEST) {
      throw new IllegalArgumentException(
          ("weigher: a part is nested deeper than %d levels; must be less deep, and not contain"
                  + " itself; try a weigher of your own")
              .formatted(DEEPEST));
    }
    if (object instanceof Weighed weighed) {
      return checked(weighed);
    }
    if (object instanceof String string) {
      return string(string);
    }
    if (object instanceof Collection<?> collection) {
      return Containers.of(collection, depth);
    }
    if (object instanceof Map<?, ?> map) {
      return Containers.of(map, depth);
    }
    if (object.getClass().isArray()) {
      return array(object, depth);
    }
    if (object instanceof Record whole) {
      return Records.of(whole, depth);
    }
    if (object instanceof Optional<?> optional) {
      return optional.isEmpty() ? 0 : plus(SMALL, of(optional.get(), depth + 1));
    }
    return plain(object);
  }

  private static long checked(Weighed weighed) {
    long bytes = weighed.bytes();
    if (bytes < 0) {
      throw new IllegalArgumentException(
          "weigher: %s weighs %d bytes; must not be negative; correct its bytes()"
              .formatted(weighed.getClass().getName(), bytes));
    }
    return bytes;
  }

  private static long plain(Object object) {
    if (object instanceof Enum<?>
        || object instanceof Boolean
        || object instanceof Byte
        || object instanceof Class<?>) {
      return 0; // shared by all who name them
    }
    if (object instanceof Integer
        || object instanceof Short
        || object instanceof Character
        || object instanceof Float) {
      return SMALL;
    }
    if (object instanceof Long
        || object instanceof Double
        || object instanceof Duration
        || object instanceof Instant
        || object instanceof LocalDate
        || object instanceof OptionalInt
        || object instanceof OptionalLong) {
      return MEDIUM;
    }
    return object instanceof UUID ? LARGE : odd(object);
  }

  private static long odd(Object object) {
    if (object instanceof Path path) {
      // The bytes of the name, and the string that it keeps once it was shown.
      long name = aligned(ARRAY_HEADER + (long) path.toString().length());
      return LARGE + name + STRING + name;
    }
    if (object instanceof BigInteger number) {
      return 40 + aligned(ARRAY_HEADER + number.bitLength() / 8L);
    }
    if (object instanceof BigDecimal number) {
      return 40 + (number.precision() > 18 ? odd(number.unscaledValue()) : 0);
    }
    throw new IllegalArgumentException(
        ("weigher: a part is a %s; must be a string, number, enum, date, optional, path, array,"
                + " collection or map of java.util, a record of these, or Weighed; try to let it"
                + " implement io.plimsoll.resource.Weighed, or a weigher of your own")
            .formatted(object.getClass().getName()));
  }

  private static long string(String string) {
    int length = string.length();
    long chars = length;
    for (int i = 0; i < length; i++) {
      if (string.charAt(i) > 0xff) {
        chars = 2L * length;
        break;
      }
    }
    return STRING + aligned(ARRAY_HEADER + chars);
  }

  private static long array(Object array, int depth) {
    int length = Array.getLength(array);
    Class<?> part = array.getClass().getComponentType();
    long bytes = aligned(ARRAY_HEADER + (long) length * slot(part));
    if (array instanceof Object[] parts) {
      for (Object each : parts) {
        bytes = each == null ? bytes : plus(bytes, of(each, depth + 1));
      }
    }
    return bytes;
  }

  /** The bytes of an object with such fields, without what they refer to. */
  static long shallow(long fieldBytes) {
    return aligned(HEADER + fieldBytes);
  }

  /** The bytes of a field of a type. */
  static int slot(Class<?> type) {
    if (!type.isPrimitive()) {
      return REFERENCE;
    }
    if (type == long.class || type == double.class) {
      return Long.BYTES;
    }
    if (type == int.class || type == float.class) {
      return Integer.BYTES;
    }
    return type == short.class || type == char.class ? Short.BYTES : 1;
  }

  static long aligned(long bytes) {
    return (bytes + 7) & ~7L;
  }
}
