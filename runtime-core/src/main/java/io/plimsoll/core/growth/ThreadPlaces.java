package io.plimsoll.core.growth;

import io.plimsoll.command.Text;
import io.plimsoll.growth.BirthPlace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What stands for the birth places of threads, which nobody can see being born: their names, with
 * {@code #} for the numbers in them, and the calls that they are in, whose first tells what they
 * are for.
 */
public final class ThreadPlaces {

  /** What is told by it. */
  public static final String BY_NAME = "threads by name";

  private static final Pattern NUMBER = Pattern.compile("\\d+");
  private static final int LONGEST_NAME = 80;

  private ThreadPlaces() {}

  private record Key(String name, String call) {}

  /**
   * Those that most threads share, as {@link BirthPlaces#told} chooses.
   *
   * @param threads the calls that each is in, the innermost first
   * @param leftOut those that are told otherwise
   */
  public static List<BirthPlace> of(
      Map<Thread, StackTraceElement[]> threads, Predicate<Thread> leftOut) {
    Map<Key, BirthPlace> found = new LinkedHashMap<>();
    threads.forEach(
        (thread, trace) -> {
          if (!leftOut.test(thread)) {
            String name = pattern(thread.getName());
            List<String> calls = CallStack.of(trace).frames().get();
            found.merge(
                new Key(name, calls.isEmpty() ? "" : calls.get(0)),
                new BirthPlace(BY_NAME, name, 1, calls),
                (all, one) -> new BirthPlace(BY_NAME, name, all.count() + 1, all.frames()));
          }
        });
    return BirthPlaces.told(found.values().stream());
  }

  private static String pattern(String name) {
    return Text.visible(NUMBER.matcher(name).replaceAll("#"), LONGEST_NAME);
  }
}
