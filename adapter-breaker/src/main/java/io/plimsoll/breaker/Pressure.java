package io.plimsoll.breaker;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How much work waits for memory, as the kernel counts it. For one thread. */
final class Pressure implements AutoCloseable {

  private static final Pattern SOME = Pattern.compile("some avg10=(\\d{1,3}(?:\\.\\d{1,4})?) .*");

  private final SmallFile file;

  /** Reads the first of these files that is there. */
  Pressure(List<Path> candidates) {
    SmallFile found = new SmallFile(candidates.get(0));
    for (Path next : candidates.subList(1, candidates.size())) {
      if (found.isThere() && !Double.isNaN(parse(found.text()))) {
        break;
      }
      found.close();
      found = new SmallFile(next);
    }
    this.file = found;
  }

  /** The part of the last ten seconds in which some work waited; 0 where nobody tells. */
  double read() {
    double some = parse(file.text());
    return Double.isNaN(some) ? 0 : Math.min(1, some / 100);
  }

  private static double parse(String text) {
    Matcher some = SOME.matcher(text.lines().findFirst().orElse(""));
    return some.matches() ? Double.parseDouble(some.group(1)) : Double.NaN;
  }

  boolean isKnown() {
    return !Double.isNaN(parse(file.text()));
  }

  Path path() {
    return file.path();
  }

  @Override
  public void close() {
    file.close();
  }
}
