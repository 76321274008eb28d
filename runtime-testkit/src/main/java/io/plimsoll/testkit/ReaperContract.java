package io.plimsoll.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plimsoll.port.Reaper;
import io.plimsoll.port.Reaper.Fate;
import io.plimsoll.port.Reaper.Found;
import io.plimsoll.port.Reaper.Report;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What everything promises that ends what earlier sessions left behind. A test class implements
 * this interface, and can leave a session behind; each promise is one test.
 *
 * @since 0.1.0
 */
public interface ReaperContract {

  /** A reaper of a place where nobody left anything, until {@link #leaveBehind}. */
  Reaper reaper() throws Exception;

  /**
   * Leaves a session behind at that place: its runtime is gone, and one process of it lives.
   *
   * @param deaf whether the process takes no TERM
   */
  void leaveBehind(boolean deaf) throws Exception;

  /** Whether that process lives. */
  boolean lives() throws Exception;

  /** Starts a process that has nothing to do with that session. */
  void startBystander() throws Exception;

  /** Whether that one lives. */
  boolean bystanderLives() throws Exception;

  private static List<Fate> fates(Report report) {
    return report.sessions().stream()
        .flatMap(session -> session.processes().stream())
        .map(Found::fate)
        .toList();
  }

  @Test
  default void whereNothingWasLeftNothingIsDue() throws Exception {
    Reaper reaper = reaper();
    assertFalse(reaper.due(), "due");
    Report report = reaper.reap(Duration.ofSeconds(1), false);
    assertTrue(report.clean(), () -> "clean: " + report);
    assertEquals(List.of(), report.sessions());
  }

  @Test
  default void whatWasLeftIsDueUntilItIsEnded() throws Exception {
    Reaper reaper = reaper();
    leaveBehind(false);
    assertTrue(reaper.due(), "due");
    Report report = reaper.reap(Duration.ofSeconds(5), false);
    assertTrue(report.clean(), () -> "clean: " + report);
    assertEquals(1, report.sessions().size(), report::toString);
    assertEquals(List.of(Fate.ENDED), fates(report));
    assertFalse(reaper.due(), "still due");
    assertEquals(List.of(), reaper.reap(Duration.ofSeconds(1), false).sessions());
  }

  @Test
  default void whatItSaysHasEndedIsGone() throws Exception {
    Reaper reaper = reaper();
    leaveBehind(false);
    assertTrue(lives(), "it lives before");
    Report unused = reaper.reap(Duration.ofSeconds(5), false);
    Await.await("the end of the process", () -> !lives());
  }

  @Test
  default void whoTakesNoTermIsEndedAfterTheGrace() throws Exception {
    Reaper reaper = reaper();
    leaveBehind(true);
    Duration grace = Duration.ofMillis(200);
    long begun = System.nanoTime();
    Report unused = reaper.reap(grace, false);
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    Await.await("the end of the process", () -> !lives());
    assertTrue(
        took.compareTo(grace.plusSeconds(12)) < 0, () -> "a grace of 200 ms, and it took " + took);
  }

  @Test
  default void aDryRunOnlyLooks() throws Exception {
    Reaper reaper = reaper();
    leaveBehind(false);
    Report report = reaper.reap(Duration.ofSeconds(1), true);
    assertEquals(List.of(Fate.FOUND), fates(report));
    assertTrue(lives(), "it was ended");
    assertTrue(reaper.due(), "due no more");
  }

  @Test
  default void whoHasNothingToDoWithItIsLeftAlone() throws Exception {
    Reaper reaper = reaper();
    startBystander();
    leaveBehind(false);
    Report report = reaper.reap(Duration.ofSeconds(5), false);
    assertTrue(bystanderLives(), () -> "the bystander was ended: " + report);
    assertEquals(1, fates(report).size(), report::toString);
  }
}
