package io.plimsoll.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plimsoll.command.Command;
import io.plimsoll.command.Command.Limits;
import io.plimsoll.command.Environment;
import io.plimsoll.command.StartFailure;
import io.plimsoll.command.Survivors;
import io.plimsoll.port.ProcessLauncher;
import io.plimsoll.port.ProcessObserver.Survey;
import io.plimsoll.testkit.RecordingObserver.What;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every launcher promises of what holds a command and its descendants together, whatever it
 * starts a command through. Part of {@link ProcessLauncherContract}.
 *
 * @since 0.1.0
 */
public interface ContainmentContract extends LauncherWorld {

  @Test
  default void aDaemonIsEndedWithItsTree(@TempDir Path folder) {
    Path pid = folder.resolve("pid");
    isEndedOrSaidToEscape(Stray.DAEMON, leavesDaemon(pid), pid);
  }

  @Test
  default void aDaemonWithoutItsEnvironmentIsEndedWithItsTree(@TempDir Path folder) {
    Path pid = folder.resolve("pid");
    isEndedOrSaidToEscape(Stray.BARE_DAEMON, leavesBareDaemon(pid), pid);
  }

  private void isEndedOrSaidToEscape(Stray stray, Command command, Path pid) {
    try (Trial trial = new Trial(this)) {
      Trial.Launched leaver = trial.launch(command).exited();
      await("it lives", () -> lives(pid));
      leaver.killAll();
      if (catches(stray)) {
        await("it is gone", () -> !lives(pid));
        return;
      }
      saysWhatItCannotCatch(trial.launcher());
    } finally {
      endByHand(pid);
    }
  }

  private static void saysWhatItCannotCatch(ProcessLauncher launcher) {
    assertTrue(
        launcher.facts().stream()
            .anyMatch(
                fact ->
                    fact.name().equals("containment cannot catch")
                        && fact.value().contains("double fork")),
        () -> "what it cannot catch is said; facts: " + launcher.facts());
  }

  @Test
  default void whatIsLeftBehindIsStillSeenAndSignalled() {
    try (Trial trial = new Trial(this)) {
      if (!catches(Stray.ORPHAN)) {
        saysWhatItCannotCatch(trial.launcher());
        return;
      }
      Trial.Launched leaver = trial.launch(leavesOneBehind()).exited();
      await("who is left is seen", () -> isSeen(leaver));
      leaver.killAll();
    }
  }

  /** Who is being replaced by its program just now may be missed, but then nobody is believed. */
  private static boolean isSeen(Trial.Launched leaver) {
    Survey survey = leaver.look(2);
    assertTrue(survey.members() >= 1 || survey.emptyLooks() < 2, survey::toString);
    return survey.members() >= 1;
  }

  @Test
  default void theMemoryOfATreeIsReadOrSaidToBeUnknown() {
    try (Trial trial = new Trial(this)) {
      Trial.Launched live = trial.launch(sleeps(Duration.ofSeconds(60))).started();
      if (readsMemory()) {
        await("its memory is told", () -> live.look(1).residentBytes() > 0);
        return;
      }
      assertEquals(0, live.look(1).residentBytes(), "memory that is not read");
      assertTrue(
          trial.launcher().facts().stream()
              .anyMatch(fact -> fact.name().equals("memory") && !fact.kept()),
          () -> "a fact called memory, not kept; facts: " + trial.launcher().facts());
    }
  }

  @Test
  default void whatADetachedCommandLeavesBehindLivesOn(@TempDir Path folder) {
    Path pid = folder.resolve("pid");
    Limits detached =
        new Limits(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Limits.DEFAULTS.firstSignal(),
            Optional.of(Survivors.KEEP),
            true,
            false);
    try (Trial trial = new Trial(this)) {
      Trial.Launched leaver = trial.launch(leavesDaemon(pid).limits(detached)).exited();
      await("it lives", () -> lives(pid));
      leaver.killAll();
      leaver.release();
      trial.launcher().close();
      assertTrue(holdsFor(Duration.ofMillis(100), () -> lives(pid)), "it was ended");
    } finally {
      endByHand(pid);
    }
  }

  @Test
  default void theEnvironmentArrivesAsItWasGiven() {
    Environment given = Environment.clean();
    for (Map.Entry<String, String> entry : delicate().entrySet()) {
      given = given.with(entry.getKey(), entry.getValue());
    }
    try (Trial trial = new Trial(this)) {
      Trial.Launched printer = trial.launch(printsEnvironment().environment(given)).exited();
      assertEquals(0, printer.seen.status().orElseThrow());
      Map<String, String> seen = new TreeMap<>();
      for (String line : printer.settled().stdout().text().split("\n", -1)) {
        int at = line.indexOf('=');
        if (at > 0 && !line.startsWith("PLIMSOLL_")) {
          seen.put(line.substring(0, at), line.substring(at + 1));
        }
      }
      assertEquals(new TreeMap<>(given.resolve(System.getenv())), seen);
    }
  }

  @Test
  default void aCommandsOwnStatusIsNoFailedStart() {
    try (Trial trial = new Trial(this)) {
      for (int status : new int[] {125, 126, 127}) {
        Trial.Launched own = trial.launch(exits(status)).exited();
        assertEquals(status, own.seen.status().orElseThrow());
        assertEquals(0, own.seen.count(What.START_FAILED), () -> "told: " + own.seen);
      }
    }
  }

  @Test
  default void aProgramThatMayNotBeExecutedFailsSo(@TempDir Path folder) {
    assertFails(StartFailure.Kind.NOT_EXECUTABLE, forbidden(folder));
  }

  @Test
  default void aScriptWithoutItsInterpreterFailsAsNotFound(@TempDir Path folder) {
    assertFails(StartFailure.Kind.NOT_FOUND, withoutInterpreter(folder));
  }

  private void assertFails(StartFailure.Kind kind, Command command) {
    try (Trial trial = new Trial(this)) {
      Trial.Launched failing = trial.launch(command);
      await("startFailed is told", () -> failing.seen.failure().isPresent());
      StartFailure failure = failing.seen.failure().orElseThrow();
      assertEquals(kind, failure.kind(), failure::toString);
      assertFalse(failure.words().isBlank());
      assertEquals(0, failing.seen.count(What.EXITED), () -> "told: " + failing.seen);
    }
  }
}
