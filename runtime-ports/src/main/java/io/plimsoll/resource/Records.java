package io.plimsoll.resource;

import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;

/** What records weigh: the fields, and what the accessors answer. */
final class Records {

  // One for each type of record that was weighed, gone with its class.
  private static final ClassValue<Shape> SHAPES =
      new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
          return Shape.of(type);
        }
      };

  private Records() {}

  static long of(Record whole, int depth) {
    Shape shape = SHAPES.get(whole.getClass());
    long bytes = shape.shallow();
    for (Method accessor : shape.references()) {
      Object part = read(accessor, whole);
      bytes = part == null ? bytes : Weights.plus(bytes, Weights.of(part, depth + 1));
    }
    return bytes;
  }

  @SuppressWarnings("NullAway") // a component may be null, whatever it says of itself
  private static Object read(Method accessor, Record whole) {
    try {
      return accessor.invoke(whole);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalArgumentException(
          "weigher: %s cannot be read; must answer; try a weigher of your own".formatted(accessor),
          e);
    }
  }

  /** The references are as many as the record has components. */
  private record Shape(long shallow, List<Method> references) {

    static Shape of(Class<?> type) {
      long fields = 0;
      List<Method> references = new ArrayList<>();
      for (RecordComponent component : type.getRecordComponents()) {
        fields += Weights.slot(component.getType());
        if (!component.getType().isPrimitive()) {
          references.add(opened(component.getAccessor()));
        }
      }
      return new Shape(Weights.shallow(fields), List.copyOf(references));
    }

    private static Method opened(Method accessor) {
      try {
        accessor.setAccessible(true);
        return accessor;
      } catch (InaccessibleObjectException e) {
        throw new IllegalArgumentException(
            ("weigher: a part is a %s, whose package is closed; must be open to io.plimsoll.ports;"
                    + " try to let it implement io.plimsoll.resource.Weighed, or a weigher of your"
                    + " own")
                .formatted(accessor.getDeclaringClass().getName()),
            e);
      }
    }
  }
}
