package io.plimsoll.testkit;

import io.plimsoll.port.Reaper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each promise of reapers fails one that breaks it, and that one alone. */
@Timeout(240)
class ReaperContractBitesTest {

  private static final Bites BITES = new Bites(ReaperContract.class);

  @AfterAll
  static void everyPromiseWasBroken() {
    BITES.allWereBroken();
  }

  /** A world in words: at most one dead session with one process, and one bystander. */
  private static class World implements ReaperContract, Reaper {
    boolean notes;
    boolean deaf;
    boolean lives;
    boolean bystander;

    @Override
    public Reaper reaper() {
      notes = false;
      lives = false;
      bystander = false;
      return this;
    }

    @Override
    public void leaveBehind(boolean deafToTerm) {
      notes = true;
      lives = true;
      deaf = deafToTerm;
    }

    @Override
    public boolean lives() {
      return lives;
    }

    @Override
    public void startBystander() {
      bystander = true;
    }

    @Override
    public boolean bystanderLives() {
      return bystander;
    }

    @Override
    public boolean due() {
      return notes;
    }

    @Override
    public Report reap(Duration grace, boolean dryRun) {
      if (!notes) {
        return new Report(List.of(), List.of());
      }
      List<Found> found = new ArrayList<>();
      found.add(new Found(7, "s-1", "sleep", dryRun ? Fate.FOUND : Fate.ENDED));
      if (!dryRun) {
        lives = false;
        notes = false;
      }
      return new Report(List.of(new Session("s", 6, found)), List.of());
    }
  }

  @Test
  void aSoundOneKeepsAll() throws Exception {
    BITES.holdsAll(new World());
  }

  @Test
  void oneThatIsAlwaysDue() throws Exception {
    BITES.breaksOnly(
        "whereNothingWasLeftNothingIsDue",
        new World() {
          private boolean left;

          @Override
          public void leaveBehind(boolean deafToTerm) {
            left = true;
            super.leaveBehind(deafToTerm);
          }

          @Override
          public Reaper reaper() {
            left = false;
            return super.reaper();
          }

          @Override
          public boolean due() {
            return !left || super.due();
          }
        });
  }

  @Test
  void oneThatForgetsToTidyUp() throws Exception {
    BITES.breaksOnly(
        "whatWasLeftIsDueUntilItIsEnded",
        new World() {
          @Override
          public Report reap(Duration grace, boolean dryRun) {
            boolean before = notes;
            Report report = super.reap(grace, dryRun);
            notes = before;
            return report;
          }
        });
  }

  @Test
  void oneThatAsksAndDoesNotInsist() throws Exception {
    BITES.breaksOnly(
        "whoTakesNoTermIsEndedAfterTheGrace",
        new World() {
          @Override
          public Report reap(Duration grace, boolean dryRun) {
            Report report = super.reap(grace, dryRun);
            lives = lives || deaf;
            return report;
          }

          @Override
          public boolean lives() {
            if (deaf) {
              throw new AssertionError("it lives on"); // for good: nobody need wait for it
            }
            return super.lives();
          }
        });
  }

  @Test
  void oneThatOnlySaysSo() throws Exception {
    BITES.breaksOnly(
        "whatItSaysHasEndedIsGone",
        new World() {
          @Override
          public boolean lives() {
            if (!deaf && !notes) {
              throw new AssertionError("it lives on"); // for good: nobody need wait for it
            }
            return super.lives();
          }
        });
  }

  @Test
  void aDryRunThatEnds() throws Exception {
    BITES.breaksOnly(
        "aDryRunOnlyLooks",
        new World() {
          @Override
          public Report reap(Duration grace, boolean dryRun) {
            Report report = super.reap(grace, dryRun);
            lives = false;
            return report;
          }
        });
  }

  @Test
  void oneThatEndsWhoeverIsThere() throws Exception {
    BITES.breaksOnly(
        "whoHasNothingToDoWithItIsLeftAlone",
        new World() {
          @Override
          public Report reap(Duration grace, boolean dryRun) {
            bystander = false;
            return super.reap(grace, dryRun);
          }
        });
  }
}
