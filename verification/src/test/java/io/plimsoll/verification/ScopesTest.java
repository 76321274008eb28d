package io.plimsoll.verification;

import static io.plimsoll.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.Plimsoll;
import io.plimsoll.Running;
import io.plimsoll.Scope;
import io.plimsoll.Settings;
import io.plimsoll.command.Command;
import io.plimsoll.command.Outcome;
import io.plimsoll.command.OutcomeKind;
import io.plimsoll.port.RuntimeEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Scopes that own real processes, as an embedder uses them. */
@Timeout(120)
class ScopesTest {

  private static final Command LONG = Command.of("sleep", "600").grace(Duration.ofSeconds(2));

  @TempDir Path folder;

  private final List<RuntimeEvent> events = new CopyOnWriteArrayList<>();

  private Plimsoll start() {
    return Plimsoll.start(Settings.of(Map.of("process.concurrency", "16")), events::add);
  }

  /** Ignores TERM; writes the ids of itself and of a child, which ignores it too. */
  private Command deaf(String name) {
    return Command.of(
        "sh",
        "-c",
        "trap '' TERM; (while :; do sleep 1; done) & echo $$ $! > \"$1.new\"; mv \"$1.new\" \"$1\";"
            + " while :; do sleep 1; done",
        "sh",
        folder.resolve(name).toString());
  }

  /** The ids that it wrote. */
  private List<Long> ids(String name) throws Exception {
    Path file = folder.resolve(name);
    await(() -> Files.exists(file));
    List<Long> ids = new ArrayList<>();
    for (String id : Files.readString(file).strip().split(" ")) {
      ids.add(Long.parseLong(id));
    }
    return ids;
  }

  /** Whether it runs: one that has ended and that nobody has collected yet does not. */
  private static boolean alive(long pid) {
    Path stat = Path.of("/proc/" + pid + "/stat");
    if (!Files.exists(Path.of("/proc/self/stat"))) {
      return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }
    try {
      String line = Files.readString(stat);
      return line.charAt(line.lastIndexOf(')') + 2) != 'Z';
    } catch (IOException e) {
      return false;
    }
  }

  private static void live(Plimsoll plimsoll, int count) {
    await(
        () ->
            plimsoll.leases().stream().filter(lease -> lease.phase().equals("running")).count()
                == count);
  }

  @Test
  void scopesWithinAreAskedFirstAndEachInReverse() throws Exception {
    try (Plimsoll plimsoll = start()) {
      Scope outer = plimsoll.scope("outer");
      Scope inner = outer.scope("inner");
      Command patient = LONG.grace(Duration.ofMinutes(1)); // each is asked once
      Running innerFirst = inner.submit(patient);
      Running outerFirst = outer.submit(patient);
      Running innerSecond = inner.submit(patient);
      Running outerSecond = outer.submit(patient);
      live(plimsoll, 4);
      outer.close();
      List<String> expected = new ArrayList<>();
      for (Running running : List.of(innerSecond, innerFirst, outerSecond, outerFirst)) {
        expected.add(running.await().lease());
      }
      assertThat(events.stream().filter(e -> e.what().equals("signal")).map(RuntimeEvent::lease))
          .containsExactlyElementsOf(expected);
    }
  }

  @Test
  void manyDeafOnesTakeNoLongerThanOneAndTheirTreesAreGone() throws Exception {
    int count = 10;
    List<Long> ids = new ArrayList<>();
    try (Plimsoll plimsoll = start();
        Scope scope = plimsoll.scope("batch")) {
      for (int i = 0; i < count; i++) {
        scope.submit(deaf("deaf" + i).grace(Duration.ofSeconds(3)));
      }
      for (int i = 0; i < count; i++) {
        ids.addAll(ids("deaf" + i));
      }
      long before = System.nanoTime();
      scope.close();
      assertThat(Duration.ofNanos(System.nanoTime() - before))
          .isBetween(Duration.ofSeconds(3), Duration.ofSeconds(3 * count / 2));
      assertThat(plimsoll.leases()).isEmpty();
      assertThat(ids).hasSize(2 * count).noneMatch(ScopesTest::alive);
    }
  }

  @Test
  void theDeadlineOfAScopeEndsAWholeTreeWhateverItsGrace() throws Exception {
    try (Plimsoll plimsoll = start()) {
      Running running;
      try (Scope scope = plimsoll.scope("quick", Duration.ofMillis(200))) {
        running = scope.submit(deaf("deaf").grace(Duration.ofHours(1)));
        assertThat(ids("deaf")).hasSize(2).allMatch(ScopesTest::alive);
      }
      assertThat(ids("deaf")).noneMatch(ScopesTest::alive);
      Outcome outcome = running.await();
      assertThat(outcome.kind()).isEqualTo(OutcomeKind.CANCELLED);
      assertThat(outcome.reason()).contains("its scope was closed").contains("KILL");
    }
  }

  @Test
  void anExceptionInTheBlockEndsTheTreeBeforeItComesOut() throws Exception {
    try (Plimsoll plimsoll = start()) {
      assertThatThrownBy(
              () -> {
                try (Scope scope = plimsoll.scope("block", Duration.ofMillis(100))) {
                  scope.submit(deaf("deaf"));
                  ids("deaf");
                  throw new IllegalArgumentException("thrown in the block");
                }
              })
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("thrown in the block")
          .hasNoSuppressedExceptions();
      assertThat(ids("deaf")).noneMatch(ScopesTest::alive);
      assertThat(plimsoll.leases()).isEmpty();
    }
  }

  @Test
  void anInterruptedOwnerComesOutAfterItsTreeIsGone() throws Exception {
    try (Plimsoll plimsoll = start()) {
      CompletableFuture<Boolean> livedOn = new CompletableFuture<>();
      Thread owner =
          new Thread(
              () -> {
                try (Scope scope = plimsoll.scope("owner")) {
                  scope.run(deaf("deaf").grace(Duration.ofMillis(100)));
                  livedOn.complete(true);
                } catch (InterruptedException e) {
                  livedOn.complete(anyAlive());
                }
              });
      owner.start();
      ids("deaf");
      owner.interrupt();
      assertThat(livedOn.get(60, TimeUnit.SECONDS)).isFalse();
      owner.join();
    }
  }

  private boolean anyAlive() {
    try {
      return ids("deaf").stream().anyMatch(ScopesTest::alive);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aThreadThatIsInterruptedAlreadyClosesAllTheSame() throws Exception {
    Plimsoll plimsoll = start();
    plimsoll.submit(deaf("deaf").grace(Duration.ofMillis(200)));
    ids("deaf");
    Thread.currentThread().interrupt();
    plimsoll.close();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(ids("deaf")).noneMatch(ScopesTest::alive);
  }
}
