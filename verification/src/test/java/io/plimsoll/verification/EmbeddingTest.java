package io.plimsoll.verification;

import static io.plimsoll.command.ByteSize.mebibytes;
import static io.plimsoll.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.Plimsoll;
import io.plimsoll.Running;
import io.plimsoll.Scope;
import io.plimsoll.Settings;
import io.plimsoll.SettingsException;
import io.plimsoll.command.Command;
import io.plimsoll.command.Outcome;
import io.plimsoll.command.OutcomeKind;
import io.plimsoll.command.RefusedException;
import io.plimsoll.command.Retry;
import io.plimsoll.port.RuntimeEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The runtime with real processes, as an embedder uses it. */
@Timeout(60)
class EmbeddingTest {

  private static final Command LONG = Command.of("sleep", "600").grace(Duration.ofMillis(500));

  private static Plimsoll start(String... keysAndValues) {
    Map<String, String> values = new java.util.HashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      values.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return Plimsoll.start(Settings.of(values));
  }

  @Test
  void aCommandRunsAndIsCaptured() throws InterruptedException {
    try (Plimsoll plimsoll = Plimsoll.start(Settings.defaults())) {
      Outcome outcome = plimsoll.run(Command.of("sh", "-c", "echo out; echo err >&2; exit 3"));
      assertThat(outcome.kind()).isEqualTo(OutcomeKind.FAILED);
      assertThat(outcome.exitCode()).hasValue(3);
      assertThat(outcome.stdout().text()).isEqualTo("out\n");
      assertThat(outcome.stderr().text()).isEqualTo("err\n");
      assertThat(outcome.lease()).startsWith(plimsoll.session());
      assertThat(plimsoll.health().opened()).isEqualTo(1);
      assertThat(plimsoll.health().ended()).isEqualTo(1);
      assertThat(plimsoll.leases()).isEmpty();
    }
  }

  @Test
  void tenRequestsAtOnceAgainstTwoPlacesStartExactlyTwo() throws Exception {
    try (Plimsoll plimsoll = start("process.concurrency", "2")) {
      CountDownLatch go = new CountDownLatch(1);
      List<Running> accepted = new CopyOnWriteArrayList<>();
      List<Thread> callers = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        Thread caller =
            new Thread(
                () -> {
                  try {
                    go.await();
                    accepted.add(plimsoll.submit(Command.of("sleep", "0.5")));
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
        caller.start();
        callers.add(caller);
      }
      go.countDown();
      for (Thread caller : callers) {
        caller.join();
      }
      int mostLive = 0;
      for (Running running : accepted) {
        CompletableFuture<Outcome> future = running.outcome().toCompletableFuture();
        while (!future.isDone()) {
          mostLive = Math.max(mostLive, plimsoll.health().live());
          Thread.onSpinWait();
        }
        assertThat(future.join().succeeded()).isTrue();
      }
      assertThat(mostLive).isEqualTo(2);
      assertThat(plimsoll.health().ended()).isEqualTo(10);
    }
  }

  @Test
  void atTheBoundAnotherCommandIsRefusedAndNothingOfItIsDone() throws Exception {
    try (Plimsoll plimsoll = start("process.concurrency", "1", "process.queue", "1")) {
      Running first = plimsoll.submit(LONG);
      Running second = plimsoll.submit(LONG);
      assertThatThrownBy(() -> plimsoll.submit(LONG))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("1 are live and 1 wait");
      assertThatThrownBy(() -> plimsoll.submit(LONG, Duration.ofMillis(20)))
          .isInstanceOf(RefusedException.class);
      second.cancel("the test is over");
      assertThat(second.await().kind()).isEqualTo(OutcomeKind.CANCELLED);
      first.kill("the test is over");
      Outcome killed = first.await();
      assertThat(killed.kind()).isEqualTo(OutcomeKind.CANCELLED);
      assertThat(killed.reason()).contains("the test is over").contains("KILL");
    }
  }

  @Test
  void closingAScopeEndsItsCommandsAndNoOthers() throws Exception {
    try (Plimsoll plimsoll = start("process.concurrency", "4")) {
      Running outside = plimsoll.submit(LONG);
      Scope scope = plimsoll.scope("batch");
      Scope inner = scope.scope("request");
      Running within = scope.submit(LONG);
      Running deeper = inner.submit(LONG);
      assertThat(inner.path()).isEqualTo("session/batch/request");
      scope.close();
      scope.close();
      assertThat(within.await().reason()).contains("its scope was closed");
      assertThat(deeper.await().kind()).isEqualTo(OutcomeKind.CANCELLED);
      assertThatThrownBy(() -> inner.submit(LONG))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("is closed");
      assertThat(outside.outcome().toCompletableFuture()).isNotDone();
      assertThat(plimsoll.leases()).hasSize(1);
      outside.kill("the test is over");
      outside.await();
    }
  }

  @Test
  void anInterruptEndsTheCommandBeforeItIsThrown() throws Exception {
    try (Plimsoll plimsoll = Plimsoll.start(Settings.defaults())) {
      AtomicReference<Throwable> thrown = new AtomicReference<>();
      Thread caller =
          new Thread(
              () -> {
                try {
                  plimsoll.run(LONG);
                } catch (InterruptedException e) {
                  thrown.set(e);
                }
              });
      caller.start();
      await(() -> plimsoll.health().live() == 1);
      caller.interrupt();
      caller.join();
      assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
      assertThat(plimsoll.health().live()).isZero();
    }
  }

  @Test
  void afterCloseNoThreadIsLeftAndNothingIsAccepted() throws Exception {
    Set<String> before = threads();
    Plimsoll plimsoll = Plimsoll.start(Settings.defaults());
    Running running = plimsoll.submit(LONG);
    plimsoll.close();
    plimsoll.close();
    assertThat(running.await().kind()).isEqualTo(OutcomeKind.CANCELLED);
    await(() -> before.containsAll(threads()));
    assertThatThrownBy(() -> plimsoll.submit(LONG)).isInstanceOf(RefusedException.class);
    assertThatThrownBy(() -> plimsoll.scope("late")).isInstanceOf(RefusedException.class);
  }

  @Test
  void closeWorksInAThreadThatIsInterruptedAndInACallback() throws Exception {
    Plimsoll first = Plimsoll.start(Settings.defaults());
    first.submit(LONG);
    Thread.currentThread().interrupt();
    first.close();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(first.health().live()).isZero();

    Plimsoll second = Plimsoll.start(Settings.defaults());
    CompletableFuture<Void> closed =
        second
            .submit(Command.of("true"))
            .outcome()
            .thenAccept(outcome -> second.close())
            .toCompletableFuture();
    closed.get(20, TimeUnit.SECONDS);
  }

  @Test
  void waitingForAnotherCommandInACallbackIsRefusedAndNotWaitedForEver() throws Exception {
    try (Plimsoll plimsoll = start("process.concurrency", "2")) {
      Running other = plimsoll.submit(LONG);
      CompletableFuture<Outcome> waited =
          plimsoll
              .submit(Command.of("true"))
              .outcome()
              .thenApply(
                  outcome -> {
                    try {
                      return other.await();
                    } catch (InterruptedException e) {
                      throw new IllegalStateException(e);
                    }
                  })
              .toCompletableFuture();
      assertThatThrownBy(() -> waited.get(20, TimeUnit.SECONDS))
          .hasRootCauseInstanceOf(IllegalStateException.class)
          .hasMessageContaining("would wait for itself");
    }
  }

  @Test
  void waitingInASinkIsRefusedWhicheverThreadDecides() throws Exception {
    AtomicReference<Plimsoll> started = new AtomicReference<>();
    List<String> refusals = new CopyOnWriteArrayList<>();
    Set<String> deciding = ConcurrentHashMap.newKeySet();
    Settings settings = Settings.of(Map.of("process.concurrency", "2"));
    try (Plimsoll plimsoll =
        Plimsoll.start(
            settings,
            event -> {
              Plimsoll runtime = started.get();
              try {
                if (runtime != null) {
                  deciding.add(Thread.currentThread().getName());
                  refusals.add("waited for " + runtime.run(Command.of("true")));
                }
              } catch (InterruptedException | RuntimeException e) {
                refusals.add(String.valueOf(e.getMessage()));
              }
            })) {
      started.set(plimsoll);
      for (int i = 0;
          i < 20;
          i++) { // one after the other: who hears of an end decides what is next
        assertThat(plimsoll.run(Command.of("true")).succeeded()).isTrue();
      }
    }
    assertThat(refusals)
        .hasSizeGreaterThanOrEqualTo(40)
        .allMatch(words -> words.contains("would wait for itself") || words.contains("closed"));
    assertThat(deciding).contains("plimsoll-loop", "plimsoll-drainer");
  }

  @Test
  void whatIsSubmittedWhileTheRuntimeClosesIsRefusedOrHasAnOutcome() throws Exception {
    for (int round = 0; round < 20; round++) {
      Plimsoll plimsoll = start("process.concurrency", "2");
      List<Running> accepted = new CopyOnWriteArrayList<>();
      Thread submitter =
          new Thread(
              () -> {
                try {
                  while (true) {
                    accepted.add(plimsoll.submit(Command.of("true"), Duration.ofMillis(1)));
                  }
                } catch (RefusedException | InterruptedException e) {
                  // Closed, or full: what was accepted before counts.
                }
              });
      submitter.start();
      plimsoll.close();
      submitter.join();
      for (Running running : accepted) {
        running.outcome().toCompletableFuture().get(20, TimeUnit.SECONDS);
      }
    }
  }

  @Test
  void aRetriedCommandSeesWhichAttemptItIs() throws Exception {
    try (Plimsoll plimsoll = Plimsoll.start(Settings.defaults())) {
      Outcome outcome =
          plimsoll.run(
              Command.of("sh", "-c", "test \"${PLIMSOLL_ATTEMPT:-1}\" = 3")
                  .retry(new Retry(5, Duration.ofMillis(1))));
      assertThat(outcome.succeeded()).isTrue();
      assertThat(outcome.attempt()).isEqualTo(3);
      assertThat(plimsoll.health().opened()).isEqualTo(3);
      assertThat(plimsoll.health().outcomes()).containsEntry(OutcomeKind.SUCCEEDED, 1L);
    }
  }

  @Test
  void settingsHoldForCommandsThatSayNothing() throws Exception {
    try (Plimsoll plimsoll =
        start(
            "process.timeout", "3s",
            "process.grace", "100ms",
            "process.survivors", "keep",
            "output.head", "3",
            "output.tail", "2",
            "scope.limit", "2")) {
      Outcome late =
          plimsoll.run(Command.of("sh", "-c", "trap '' TERM; sleep 60 & wait; sleep 60"));
      assertThat(late.kind()).isEqualTo(OutcomeKind.TIMED_OUT);
      assertThat(late.reason()).contains("allowed 3 s").contains("KILL");
      Outcome cut = plimsoll.run(Command.of("printf", "0123456789"));
      assertThat(cut.stdout().text()).isEqualTo("01289");
      assertThat(cut.stdout().droppedBytes()).isEqualTo(5);
      Outcome kept = plimsoll.run(Command.of("sh", "-c", "sleep 5 >/dev/null 2>&1 & echo $!"));
      assertThat(kept.survivors()).isEqualTo(1);
      ProcessHandle.of(Long.parseLong(kept.stdout().text().strip()))
          .ifPresent(ProcessHandle::destroyForcibly);
      plimsoll.scope("one");
      assertThatThrownBy(() -> plimsoll.scope("two"))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("scope.limit");
    }
  }

  @Test
  void aTreePastItsMemoryLimitIsKilledAndItsNeighbourIsNot() throws Exception {
    try (Plimsoll plimsoll = start("process.concurrency", "2", "process.memory", "100m")) {
      Running neighbour = plimsoll.submit(Command.of("sh", "-c", "sleep 1; echo fine"));
      Outcome greedy =
          plimsoll.run(
              Command.of("sh", "-c", "head -c 400000000 /dev/zero | tail -c 400000000 | sleep 30")
                  .memory(mebibytes(50)));
      assertThat(greedy.kind()).isEqualTo(OutcomeKind.OVER_MEMORY);
      assertThat(greedy.reason()).contains("allowed 50m");
      assertThat(greedy.peakMemory().bytes()).isGreaterThan(mebibytes(50).bytes());
      assertThat(neighbour.await().stdout().text()).isEqualTo("fine\n");
    }
  }

  @Test
  void eventsComeInOrderWithTheWordsOfTheOutcome() throws Exception {
    BlockingQueue<RuntimeEvent> events = new ArrayBlockingQueue<>(100);
    try (Plimsoll plimsoll = Plimsoll.start(Settings.defaults(), events::add)) {
      Outcome outcome =
          plimsoll.run(LONG.timeout(Duration.ofMillis(100)).grace(Duration.ofMinutes(1)));
      assertThat(events).extracting(RuntimeEvent::what).containsExactly("launch", "signal", "end");
      assertThat(events).extracting(RuntimeEvent::sequence).containsExactly(1L, 2L, 3L);
      assertThat(new ArrayList<>(events).get(2).words()).contains(outcome.reason());
    }
  }

  @Test
  void aSinkThatThrowsIsTakenOffAndNothingElseBreaks() throws Exception {
    try (Plimsoll plimsoll =
        Plimsoll.start(
            Settings.defaults(),
            event -> {
              throw new IllegalStateException("a sink that throws, on purpose");
            })) {
      assertThat(plimsoll.run(Command.of("true")).succeeded()).isTrue();
      assertThat(plimsoll.run(Command.of("true")).succeeded()).isTrue();
    }
  }

  @Test
  void twoRuntimesInOneProgramDoNotMeet() throws Exception {
    try (Plimsoll one = Plimsoll.start(Settings.defaults());
        Plimsoll other = Plimsoll.start(Settings.defaults())) {
      Running running = one.submit(LONG);
      assertThat(other.run(Command.of("true")).succeeded()).isTrue();
      other.close();
      assertThat(running.outcome().toCompletableFuture()).isNotDone();
      assertThat(one.session()).isNotEqualTo(other.session());
    }
  }

  @Test
  void anUnknownAdapterIsNamedWithThoseThatAreThere() {
    Settings settings = Settings.of(Map.of("process.adapter", "locl"));
    assertThatThrownBy(() -> Plimsoll.start(settings))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("process.adapter: is 'locl'; must be one of [")
        .hasMessageContaining("did you mean local?");
  }

  private static Set<String> threads() {
    Set<String> names = new TreeSet<>();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().startsWith("plimsoll-")) {
        names.add(thread.getName());
      }
    }
    return names;
  }
}
