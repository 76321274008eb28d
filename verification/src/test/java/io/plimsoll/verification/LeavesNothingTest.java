package io.plimsoll.verification;

import static io.plimsoll.command.ByteSize.mebibytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.Plimsoll;
import io.plimsoll.Running;
import io.plimsoll.Scope;
import io.plimsoll.Settings;
import io.plimsoll.command.Command;
import io.plimsoll.command.Output;
import io.plimsoll.command.OutputLine;
import io.plimsoll.command.Stdin;
import io.plimsoll.lease.Health;
import io.plimsoll.testkit.Await;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** After close nothing of a runtime is left in its program: no thread, no descriptor. */
@Timeout(240)
class LeavesNothingTest {

  /** The JDK's own, one for each live process; it stays for a minute. */
  private static final String JDK_REAPER = "process reaper";

  private static Plimsoll start() {
    return Plimsoll.start(Settings.of(Map.of("process.concurrency", "8")));
  }

  /**
   * The JDK's own too: it tells of the end of a process on its common pool, from JDK 25 on also
   * where there are two processors. As many as there are processors, for a minute each.
   */
  private static final String JDK_POOL = "ForkJoinPool.commonPool-";

  private static Set<Thread> threads() {
    Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
    threads.removeIf(thread -> thread.getName().startsWith(JDK_REAPER));
    threads.removeIf(thread -> thread.getName().startsWith(JDK_POOL));
    return threads;
  }

  private static int descriptors() {
    String[] open = Path.of("/proc/self/fd").toFile().list();
    return open == null ? 0 : open.length;
  }

  private static void await(String what, BooleanSupplier condition) {
    Await.await(
        () -> "%s; threads now: %s".formatted(what, threads()),
        Duration.ofSeconds(30),
        condition::getAsBoolean);
  }

  /** Every way in which a runtime comes to need a thread. */
  private static void useEverything(Plimsoll plimsoll) throws Exception {
    Lines lines = new Lines();
    List<Running> running = new ArrayList<>();
    try (Scope scope = plimsoll.scope("batch", Duration.ofSeconds(1))) {
      running.add(
          scope.submit(Command.of("sh", "-c", "echo one; echo two").stdout(Output.lines(lines))));
      running.add(
          scope.submit(
              Command.of("cat")
                  .stdin(
                      Stdin.stream(
                          new ByteArrayInputStream("fed".getBytes(StandardCharsets.UTF_8))))));
      running.add(scope.submit(Command.of("sleep", "60").timeout(Duration.ofMillis(50))));
      running.add(scope.submit(Command.of("true").memory(mebibytes(500))));
      running.add(scope.submit(Command.of("no-such-program-anywhere")));
      for (int i = 0; i < 20; i++) {
        running.add(scope.submit(Command.of("sh", "-c", "sleep 0.01 & echo " + i)));
      }
      for (Running one : running) {
        one.await();
      }
      lines.complete.await();
      scope.submit(Command.of("sleep", "60"));
      assertThat(plimsoll.leases()).isNotNull();
    }
    Health health = plimsoll.health();
    assertThat(health.threads()).isBetween(3, health.threadBound());
    assertThat(health.toString())
        .contains("threads " + health.threads() + "/" + health.threadBound());
  }

  /** Wants all lines. */
  private static final class Lines implements Flow.Subscriber<OutputLine> {

    final CountDownLatch complete = new CountDownLatch(1);

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(OutputLine line) {}

    @Override
    public void onError(Throwable thrown) {
      complete.countDown();
    }

    @Override
    public void onComplete() {
      complete.countDown();
    }
  }

  @Test
  void afterCloseNoThreadIsLeftWhateverWasDone() throws Exception {
    Set<Thread> before = threads();
    Plimsoll plimsoll = start();
    useEverything(plimsoll);
    Set<Thread> during = threads();
    during.removeAll(before);
    assertThat(during).isNotEmpty();
    assertThat(during)
        .allSatisfy(
            thread -> {
              assertThat(thread.getName()).startsWith("plimsoll-");
              assertThat(thread.isDaemon()).isTrue();
            });
    plimsoll.close();
    await("the end of all threads", () -> before.containsAll(threads()));
    assertThat(plimsoll.health().threads()).isZero();
  }

  @Test
  void noThreadOfItsOwnLivesWhenCloseReturns() throws Exception {
    for (int i = 0; i < 100; i++) {
      try (Plimsoll plimsoll = start()) {
        assertThat(plimsoll.run(Command.of("true")).succeeded()).isTrue();
      }
      assertThat(threads())
          .as("threads after close %d", i)
          .noneMatch(thread -> thread.getName().startsWith("plimsoll-"));
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void twoHundredRuntimesLeaveNoThreadAndNoDescriptor() throws Exception {
    try (Plimsoll warm = start()) {
      useEverything(warm);
    }
    assertThat(Files.isDirectory(Path.of("/proc/self/fd"))).isTrue();
    int descriptors = descriptors();
    assertThat(descriptors).isPositive();
    Set<Thread> before = threads();
    for (int i = 0; i < 200; i++) {
      try (Plimsoll plimsoll = start()) {
        if (i % 10 == 0) {
          assertThat(plimsoll.run(Command.of("true")).succeeded()).isTrue();
        }
      }
    }
    await("the descriptors", () -> descriptors() <= descriptors);
    await("the end of all threads but " + before, () -> before.containsAll(threads()));
  }
}
