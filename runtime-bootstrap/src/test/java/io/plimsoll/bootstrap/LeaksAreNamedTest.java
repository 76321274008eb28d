package io.plimsoll.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.Leaky;
import io.plimsoll.resource.Pool;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Code that never gives back what it takes is named by its class and line. */
@Timeout(120)
class LeaksAreNamedTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  /** Seconds after which growth is suspected. */
  private static final int ENOUGH = 190;

  private final Leaky leaky = new Leaky();
  private final WatchedRuntime runtime = new WatchedRuntime("1");
  private final Pool<Integer> pool = runtime.pool();

  @AfterEach
  void close() throws InterruptedException {
    runtime.close();
  }

  /** One thing to do each second. */
  private interface Deed {
    void run() throws Exception;
  }

  private static void each(WatchedRuntime runtime, int seconds, Deed deed) throws Exception {
    for (int i = 0; i < seconds; i++) {
      deed.run();
      runtime.pass(SECOND);
    }
  }

  private void each(int seconds, Deed deed) throws Exception {
    each(runtime, seconds, deed);
  }

  /** The one line below what grows: nearly all that is held, and where it was born. */
  private static void assertNamed(
      WatchedRuntime runtime, String grown, String many, String method) {
    assertThat(runtime.births(grown))
        .singleElement()
        .asString()
        .matches(
            "    %s born at \\Q%s\\E <- io\\.plimsoll\\.bootstrap\\.LeaksAreNamedTest\\..*"
                .formatted(many, Leaky.at(method)));
  }

  @Test
  void scopesThatAreNeverClosed() throws Exception {
    each(ENOUGH, () -> leaky.opensAScope(runtime.root));
    assertNamed(runtime, "open scopes", "1[89]\\d of 19\\d of session", "opensAScope");
  }

  @Test
  void handlesThatAreNeverReturned() throws Exception {
    each(ENOUGH, () -> leaky.keepsAHandle(runtime.root, pool));
    assertNamed(runtime, "lent connections of db", "189 of 190", "keepsAHandle");
  }

  @Test
  void handlesThatAreDropped() throws Exception {
    each(
        ENOUGH,
        () -> {
          leaky.dropsAHandle(runtime.root, pool);
          runtime.pools.findDropped();
        });
    assertNamed(runtime, "dropped handles of db", "189 of 190", "dropsAHandle");
    assertThat(runtime.report()).doesNotContain("lent connections");
  }

  @Test
  void commandsThatWait() throws Exception {
    each(ENOUGH, () -> leaky.submits(runtime.root));
    assertNamed(runtime, "commands that wait", "189 leases of session", "submits");
    assertNamed(runtime, "commands that wait of session", "189 leases", "submits");
  }

  /** Nobody sees them being born: their name, and what they are in, tell whose they are. */
  @Test
  void threadsOfOthers() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    try {
      each(ENOUGH, () -> leaky.startsAThread(end));
      assertThat(runtime.births("threads").get(0))
          .contains(" named import-worker-#, now at com.example.Leaky.waits(Leaky.java:44)");
    } finally {
      end.countDown();
    }
  }

  @Test
  void ofWhatIsSampledEnoughIsNotedAsSoonAsItGrows() throws Exception {
    try (WatchedRuntime usual = new WatchedRuntime("128")) {
      each(usual, ENOUGH + 60, () -> leaky.opensAScope(usual.root));
      assertNamed(usual, "open scopes", "\\d\\d\\d? of 25\\d of session", "opensAScope");
    }
  }

  @Test
  void whereNoneIsNotedNoneIsNamed() throws Exception {
    try (WatchedRuntime off = new WatchedRuntime("0")) {
      each(off, ENOUGH, () -> leaky.opensAScope(off.root));
      assertThat(off.report()).contains("open scopes: ").doesNotContain("born", "com.example");
    }
  }

  @Test
  void healthyCodeIsNotNamed() throws Exception {
    each(
        ENOUGH,
        () -> {
          FutureTask<Void> work =
              new FutureTask<>(
                  () -> {
                    leaky.isTidy(runtime.root, pool);
                    return null;
                  });
          Thread thread = new Thread(work, "tidy");
          thread.start();
          while (!work.isDone()) {
            runtime.pass(Duration.ofMillis(1));
          }
          thread.join();
          work.get();
        });
    assertThat(runtime.report()).startsWith("nothing grows: ").doesNotContain("com.example");
  }

  @Test
  void nextToALeakHealthyCodeIsNotNamed() throws Exception {
    each(
        ENOUGH,
        () -> {
          leaky.keepsAHandle(runtime.root, pool);
          pool.borrow(SECOND).close();
        });
    assertNamed(runtime, "lent connections of db", "189 of 190", "keepsAHandle");
  }
}
