package io.plimsoll.core.record;

import io.plimsoll.core.memory.Line;
import io.plimsoll.core.memory.MemoryPolicy;
import io.plimsoll.memory.HeapReading;
import io.plimsoll.memory.MemoryReading;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;

/** Any values of records, from a seed. */
final class Values {

  private static final List<Long> EDGES =
      List.of(0L, 1L, -1L, 63L, 64L, -65L, 1L << 40, Long.MAX_VALUE, Long.MIN_VALUE);
  private static final List<String> TEXTS =
      List.of("", "a", "pid 4711", "s-17", "sitzung", "Grüße", "\u4e16\u754c", "x".repeat(300));

  private final Random random;

  Values(long seed) {
    this.random = new Random(seed);
  }

  /** One of the type: of a sealed one any case. */
  Object of(Class<?> type) {
    if (type.isEnum()) {
      return one(List.of(type.getEnumConstants()));
    }
    if (type.isSealed()) {
      return of(one(List.of(type.getPermittedSubclasses())));
    }
    if (type == Line.class) {
      double leave = 0.1 + random.nextDouble() / 2;
      return new Line(leave + 0.1, leave);
    }
    if (type == MemoryPolicy.class) {
      MemoryPolicy usual = MemoryPolicy.usual();
      return random.nextBoolean() ? usual : usual.watching();
    }
    if (type == MemoryReading.class) {
      HeapReading heap = (HeapReading) record(HeapReading.class);
      return new MemoryReading(
          new HeapReading(
              heap.live(),
              heap.last(),
              heap.sure(),
              heap.used(),
              heap.committed(),
              1 + random.nextInt(1 << 30),
              heap.proof(),
              heap.beside()),
          number(),
          number(),
          1 + random.nextInt(1 << 30),
          random.nextDouble());
    }
    return record(type);
  }

  private Object record(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      values[i] = of(components[i].getType(), components[i].getGenericType());
    }
    try {
      return type.getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(type.toString(), e);
    }
  }

  private Object of(Class<?> type, Type generic) {
    if (type == long.class) {
      return number();
    } else if (type == int.class) {
      return (int) number();
    } else if (type == boolean.class) {
      return random.nextBoolean();
    } else if (type == double.class) {
      return random.nextDouble();
    } else if (type == String.class) {
      return one(TEXTS);
    } else if (type == Duration.class) {
      return Duration.ofNanos(random.nextInt(1 << 30));
    } else if (type == OptionalInt.class) {
      return random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of((int) number());
    } else if (type == OptionalLong.class) {
      return random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(number());
    } else if (type == Optional.class) {
      return random.nextBoolean() ? Optional.empty() : Optional.of(of(element(generic)));
    } else if (type == List.class) {
      List<Object> all = new ArrayList<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        all.add(of(element(generic)));
      }
      return all;
    }
    return of(type);
  }

  private static Class<?> element(Type generic) {
    return (Class<?>) ((ParameterizedType) generic).getActualTypeArguments()[0];
  }

  private long number() {
    return random.nextBoolean() ? one(EDGES) : random.nextLong();
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
