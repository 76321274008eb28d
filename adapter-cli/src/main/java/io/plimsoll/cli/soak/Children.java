package io.plimsoll.cli.soak;

import io.plimsoll.Scope;
import io.plimsoll.command.Command;
import java.time.Duration;

/** The leaks of children. */
final class Children {

  /** How many creep together. */
  static final int TOGETHER = 8;

  private static final int LARGE = 64 << 10;
  private static final int SMALL = 8 << 10;

  /** One more comes with each step, and one in so many steps is served. */
  private static final String SERVED = "0.3";

  private Children() {}

  /** A shell that holds so many bytes more ten times a second. Its twin begins anew after some. */
  private static Command creeping(int bytes, boolean healthy) {
    String twin = healthy ? "n=$((n + 1)); [ $n -lt 24 ] || { n=0; all=; };" : "";
    String script =
        "piece=$(head -c %d /dev/zero | tr '\\0' x); n=0; all=;"
            + " while :; do all=$all$piece; %s sleep 0.1; done";
    return Command.of("sh", "-c", script.formatted(bytes, twin)).timeout(Duration.ZERO);
  }

  static Plant one(Ground ground, boolean healthy) {
    return of(ground, 1, LARGE, healthy);
  }

  static Plant several(Ground ground, boolean healthy) {
    return of(ground, TOGETHER, SMALL, healthy);
  }

  private static Plant of(Ground ground, int children, int bytes, boolean healthy) {
    Scope scope = ground.scope().scope("children");
    for (int i = 0; i < children; i++) {
      var unused = scope.submit(creeping(bytes, healthy));
    }
    return new Plant() {
      @Override
      public void step() {}

      @Override
      public void end() {
        scope.close();
      }
    };
  }

  static Plant queue(Ground ground, boolean healthy) {
    Scope scope = ground.scope().scope("requests");
    return new Plant() {
      @Override
      public void step() throws InterruptedException {
        Command command = Command.of("sleep", SERVED);
        if (healthy) {
          scope.run(Command.of("true"));
        } else {
          var unused = scope.submit(command);
        }
      }

      @Override
      public void end() {
        scope.close();
      }
    };
  }
}
