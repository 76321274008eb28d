package io.plimsoll.verification.bench.process;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The program in which one contestant does one work, alone in a JVM of its own. It prints what it
 * saw as a line of JSON, and leaves with 1 where the work was another.
 */
public final class Racer {

  /** The name of the figure that is compared. */
  static final String VALUE = "value";

  private Racer() {}

  /**
   * Does it.
   *
   * @param args who, a place of its own, the work, and its numbers
   */
  public static void main(String[] args) throws InterruptedException {
    int status = 0;
    try {
      List<String> numbers = new ArrayList<>(List.of(args).subList(3, args.length));
      Work work = work(args[2], numbers, Path.of(args[1]));
      try (Runner runner = runner(args[0], Path.of(args[1]))) {
        System.out.println(new ObjectMapper().writeValueAsString(work.by(runner)));
      }
    } catch (IOException e) {
      System.err.println(e.getMessage());
      status = 1;
    }
    System.exit(status);
  }

  private static Runner runner(String kind, Path place) throws IOException {
    return switch (kind) {
      case "plimsoll" -> new OurRunner(place, "auto");
      case "plimsoll-cookie" -> new OurRunner(place, "cookie");
      case "plain" -> new PlainRunner();
      case "zt-exec" -> new ZtRunner();
      case "commons-exec" -> new CommonsRunner();
      case "nuprocess" -> new NuRunner();
      case "timeout" -> new TimeoutRunner();
      default -> new NodeRunner(Path.of(System.getProperty("racer.mjs")), kind);
    };
  }

  private static Work work(String name, List<String> numbers, Path place) throws IOException {
    return switch (name) {
      case "spawn" -> new SpawnWork(number(numbers, 0), number(numbers, 1), number(numbers, 2));
      case "many" -> new ManyWork(number(numbers, 0));
      case "capture" ->
          new CaptureWork(
              numbers.subList(2, numbers.size()),
              Long.parseLong(numbers.get(0)),
              number(numbers, 1));
      case "kill" ->
          new KillWork(
              new Grove(
                  place,
                  number(numbers, 0),
                  Boolean.parseBoolean(numbers.get(1)),
                  Duration.ofMillis(number(numbers, 2)),
                  Duration.ofMillis(number(numbers, 3))),
              number(numbers, 4),
              number(numbers, 5));
      case "deadlines" -> new DeadlineWork(number(numbers, 0), number(numbers, 1));
      default -> throw new IOException("no such work: " + name);
    };
  }

  private static int number(List<String> numbers, int index) {
    return Integer.parseInt(numbers.get(index));
  }
}
