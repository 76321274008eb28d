package io.plimsoll.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plimsoll.command.Captured;
import io.plimsoll.command.Command;
import io.plimsoll.command.StartFailure;
import io.plimsoll.command.Stdin;
import io.plimsoll.command.StopSignal;
import io.plimsoll.port.ProcessLauncher;
import io.plimsoll.port.ProcessObserver.Settled;
import io.plimsoll.port.ProcessObserver.Survey;
import io.plimsoll.testkit.RecordingObserver.What;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every launcher promises. A test class of a launcher implements this interface and answers a
 * fresh launcher; each promise is one test.
 *
 * <p>The tests run real commands of the launcher's world, see {@link LauncherWorld}, wait for what
 * must come within its patience, and leave nothing running.
 *
 * @since 0.1.0
 */
public interface ProcessLauncherContract extends ContainmentContract {

  @Test
  default void startedComesBeforeExited() {
    try (Trial trial = new Trial(this)) {
      for (int i = 0; i < 10; i++) {
        Trial.Launched quick = trial.launch(exits(0)).exited();
        assertEquals(0, quick.seen.firstIndexOf(What.STARTED), () -> "told: " + quick.seen);
        assertEquals(1, quick.seen.count(What.STARTED), () -> "told: " + quick.seen);
      }
    }
  }

  @Test
  default void exitIsToldOnceWithItsStatus() {
    try (Trial trial = new Trial(this)) {
      Trial.Launched leaving = trial.launch(exits(7)).exited();
      assertEquals(7, leaving.seen.status().orElseThrow());
      leaving.look(2);
      assertTrue(
          holdsFor(Duration.ofMillis(200), () -> leaving.seen.count(What.EXITED) == 1),
          () -> "told: " + leaving.seen);
    }
  }

  @Test
  default void theStatusOfASignalIs128AndItsNumber() {
    try (Trial trial = new Trial(this)) {
      Trial.Launched asked = trial.launch(sleeps(Duration.ofSeconds(60))).started();
      asked.process().signal(StopSignal.TERM);
      assertEquals(143, asked.exited().seen.status().orElseThrow());
      Trial.Launched killed = trial.launch(sleeps(Duration.ofSeconds(60))).started();
      killed.process().signal(StopSignal.KILL);
      assertEquals(137, killed.exited().seen.status().orElseThrow());
    }
  }

  @Test
  default void aSurveyIsAnsweredOnce() {
    int asked = 40;
    try (Trial trial = new Trial(this)) {
      Trial.Launched live = trial.launch(sleeps(Duration.ofSeconds(60))).started();
      long begun = nanos();
      for (int i = 0; i < asked; i++) {
        live.process().survey(1);
      }
      await("40 surveys are answered", () -> live.seen.surveys().size() >= asked);
      pass(Duration.ofMillis(100));
      // Readings that nobody asked for may come too, but not more than two a second.
      long unasked = 2 + 2 * ((nanos() - begun) / 1_000_000_000L + 1);
      int answers = live.seen.surveys().size();
      assertTrue(answers <= asked + unasked, answers + " answers to " + asked + " requests");
    }
  }

  @Test
  default void aLiveTreeIsNotEmpty() {
    try (Trial trial = new Trial(this)) {
      Survey survey = trial.launch(sleeps(Duration.ofSeconds(60))).started().look(2);
      assertEquals(0, survey.emptyLooks(), survey::toString);
      assertTrue(survey.members() >= 1, survey::toString);
      assertTrue(survey.everSeen() >= survey.members(), survey::toString);
      assertFalse(survey.words().isBlank(), survey::toString);
    }
  }

  @Test
  default void emptyMeansTwoLooks() {
    try (Trial trial = new Trial(this)) {
      Trial.Launched gone = trial.launch(exits(0)).exited();
      Survey twice = gone.look(2);
      assertEquals(0, twice.members(), twice::toString);
      assertEquals(2, twice.emptyLooks(), twice::toString);
      assertEquals("", twice.words());
    }
  }

  @Test
  default void noReadingFromBeforeTheExitIsToldAfterIt() {
    try (Trial trial = new Trial(this)) {
      for (int i = 0; i < 10; i++) {
        Trial.Launched quick = trial.launch(sleeps(Duration.ofMillis(30))).started();
        while (quick.seen.count(What.EXITED) == 0) {
          quick.look(1);
        }
        quick.look(2);
        int exit = quick.seen.firstIndexOf(What.EXITED);
        quick.seen.told().stream()
            .skip(exit)
            .filter(told -> told.what() == What.SURVEYED)
            .map(told -> (Survey) told.value())
            .forEach(survey -> assertEquals(0, survey.members(), () -> "told: " + quick.seen));
      }
    }
  }

  @Test
  default void signalReachesGrandchildren() {
    try (Trial trial = new Trial(this)) {
      Trial.Launched tree = trial.launch(tree()).started();
      await("command, child and grandchild are seen", () -> tree.look(1).members() >= 3);
      tree.process().signal(StopSignal.KILL);
      assertEquals(137, tree.exited().seen.status().orElseThrow());
      tree.killAll();
    }
  }

  @Test
  default void settleIsAnsweredOnceWithAllThatWasWritten() {
    try (Trial trial = new Trial(this)) {
      Trial.Launched writer = trial.launch(prints("all of it")).exited();
      Settled settled = writer.settled();
      assertEquals("all of it", settled.stdout().text());
      assertEquals(Captured.NOTHING.bytes(), settled.stderr().bytes());
      assertTrue(
          holdsFor(Duration.ofMillis(300), () -> writer.seen.count(What.SETTLED) == 1),
          () -> "told: " + writer.seen);
    }
  }

  @Test
  default void settleDoesNotWaitForOneWhoHoldsTheOutputOpen() {
    try (Trial trial = new Trial(this)) {
      Trial.Launched leaver = trial.launch(leavesHolderBehind()).exited();
      leaver.settled();
      leaver.killAll();
    }
  }

  @Test
  default void requestsBeforeTheStartWaitForIt() {
    try (Trial trial = new Trial(this)) {
      Trial.Launched early = trial.launch(sleeps(Duration.ofSeconds(60)));
      early.process().signal(StopSignal.KILL);
      assertEquals(137, early.exited().seen.status().orElseThrow());
      assertEquals(0, early.seen.firstIndexOf(What.STARTED));
    }
  }

  @Test
  default void aCommandWithoutInputSeesItsEndAtOnce() {
    try (Trial trial = new Trial(this)) {
      assertEquals(0, trial.launch(copies()).exited().seen.status().orElseThrow());
    }
  }

  @Test
  default void theEndOfAStreamedInputIsToldOnce() {
    byte[] content = "one\ntwo".getBytes(StandardCharsets.UTF_8);
    Command copy = copies().stdin(Stdin.stream(new ByteArrayInputStream(content)));
    try (Trial trial = new Trial(this)) {
      Trial.Launched copier = trial.launch(copy).exited();
      assertEquals("one\ntwo", copier.settled().stdout().text());
      await("the end of the input is told", () -> copier.seen.count(What.INPUT_ENDED) > 0);
      assertEquals(1, copier.seen.count(What.INPUT_ENDED));
    }
  }

  @Test
  default void closingTheInputLetsAReaderLeave() throws IOException {
    try (PipedOutputStream silent = new PipedOutputStream();
        PipedInputStream source = new PipedInputStream(silent);
        Trial trial = new Trial(this)) {
      Trial.Launched reader = trial.launch(copies().stdin(Stdin.stream(source))).started();
      assertTrue(holdsFor(Duration.ofMillis(200), () -> reader.seen.count(What.EXITED) == 0));
      reader.process().closeInput();
      assertEquals(0, reader.exited().seen.status().orElseThrow());
    }
  }

  @Test
  default void nothingIsToldAfterRelease() {
    try (Trial trial = new Trial(this)) {
      Trial.Launched released = trial.launch(sleeps(Duration.ofMillis(400))).started();
      released.release();
      pass(Duration.ofMillis(50));
      int before = released.seen.told().size();
      assertTrue(
          holdsFor(Duration.ofMillis(800), () -> released.seen.told().size() == before),
          () -> "told: " + released.seen);
    }
  }

  @Test
  default void releasingAgainIsHarmless() {
    try (Trial trial = new Trial(this)) {
      Trial.Launched ended = trial.launch(exits(0)).exited();
      ended.release();
      ended.release();
      assertEquals(3, trial.launch(exits(3)).exited().seen.status().orElseThrow());
    }
  }

  @Test
  default void aStartReleasedEarlyIsUndone(@TempDir Path folder) {
    Path trace = folder.resolve("trace");
    try (Trial trial = new Trial(this)) {
      Trial.Launched early = trial.launch(leavesTrace(Duration.ofMillis(700), trace));
      early.release();
      assertTrue(holdsFor(Duration.ofMillis(1500), () -> !traceIsThere(trace)), "it ran on");
    }
  }

  @Test
  default void aMissingProgramFailsAsNotFound() {
    try (Trial trial = new Trial(this)) {
      assertNotFound(trial.launch(missing()));
    }
  }

  @Test
  default void aMissingFolderFailsAsNotFound(@TempDir Path folder) {
    try (Trial trial = new Trial(this)) {
      assertNotFound(trial.launch(exits(0).directory(folder.resolve("missing"))));
    }
  }

  @Test
  default void whoDecidesAfterTellingDoesSoAfterAllThatItTellsThere() {
    Deciding deciding = new Deciding();
    try (Trial trial = new Trial(this, deciding::following)) {
      trial.launcher().afterTelling(deciding);
      for (int i = 0; i < 5; i++) {
        Trial.Launched quick = trial.launch(prints("x")).exited();
        quick.look(2);
        quick.settled();
        quick.release();
      }
      await("what was told is decided on by who told it", deciding::isDone);
    }
  }

  @Test
  default void factsHaveNamesAndValues() {
    try (Trial trial = new Trial(this)) {
      assertFalse(trial.launcher().facts().isEmpty(), "a launcher says what is in force");
      for (ProcessLauncher.Fact fact : trial.launcher().facts()) {
        assertFalse(fact.name().isBlank() || fact.value().isBlank(), fact::toString);
      }
    }
  }

  @Test
  default void closeEndsTheThreads() {
    Set<Thread> before = runtimeThreads();
    ProcessLauncher closed;
    try (Trial trial = new Trial(this)) {
      closed = trial.launcher();
      trial.launch(prints("x")).exited();
    }
    await(
        "the launcher's threads are gone",
        () -> runtimeThreads().stream().allMatch(before::contains));
    closed.close();
  }

  private void assertNotFound(Trial.Launched launched) {
    await("startFailed is told", () -> launched.seen.failure().isPresent());
    StartFailure failure = launched.seen.failure().orElseThrow();
    assertEquals(StartFailure.Kind.NOT_FOUND, failure.kind(), failure::toString);
    assertFalse(failure.words().isBlank());
    assertTrue(
        holdsFor(Duration.ofMillis(100), () -> launched.seen.told().size() == 1),
        () -> "told: " + launched.seen);
  }

  private static Set<Thread> runtimeThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("plimsoll-"))
        .collect(Collectors.toSet());
  }
}
