package io.plimsoll.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.Due;
import io.plimsoll.memory.Measure;
import io.plimsoll.memory.Stage;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Where one measure stands, at the borders: at a line, one byte below it, and with no time passed.
 */
class TrackTest {

  private static final MemoryPolicy USUAL = MemoryPolicy.usual();
  private static final long DWELL = USUAL.dwellNanos();
  private static final Line LAST = USUAL.exit();
  private static final long TENTH = Duration.ofMillis(100).toNanos();

  private static Track track(Measure measure, Stage stage, long calmSince, Sight... sights) {
    return new Track(measure, stage, calmSince, List.of(sights), 0);
  }

  private static Sight sight(long held, long at) {
    return new Sight(held, held, held, Drive.LIMIT, at);
  }

  /** In a stage since long, calm since 0, as the dwell ends. */
  private static Track afterTheDwell(Measure measure, Stage stage, long held) {
    return track(measure, stage, 0, sight(held, DWELL)).calmed(USUAL, DWELL);
  }

  private static Track calmed(Stage stage, long calmSince, long held, long now) {
    return track(Measure.TREES, stage, calmSince, sight(held, now)).calmed(USUAL, now);
  }

  /** What grew by so many bytes in the last tenth of a second. */
  private static Track grew(long to, long by) {
    return track(Measure.TREES, Stage.NORMAL, Due.NEVER, sight(to - by, 0), sight(to, TENTH));
  }

  private static double growth(Sight before, Sight newest) {
    return track(Measure.TREES, Stage.NORMAL, Due.NEVER, before, newest).growth();
  }

  @Test
  void whatWasNotReadCannotBeCalm() {
    Track unread = track(Measure.HEAP, Stage.SHED, 0);
    assertThat(unread.calmed(USUAL, DWELL)).isEqualTo(unread);
  }

  @Test
  void whatIsInNoStageLeavesNone() {
    Track normal = track(Measure.HEAP, Stage.NORMAL, 7, sight(1, 8));
    assertThat(normal.calmed(USUAL, 9)).isEqualTo(normal);
    assertThat(normal.calmed(USUAL, DWELL + 9)).isEqualTo(normal);
  }

  @Test
  void aReadingIsCalmBelowTheLineAndNotAtIt() {
    assertThat(calmed(Stage.SHED, Due.NEVER, 649_999_999, 5).calmSince()).isEqualTo(5);
    assertThat(calmed(Stage.SHED, Due.NEVER, 650_000_000, 5).calmSince()).isEqualTo(Due.NEVER);
    assertThat(calmed(Stage.SHED, 3, 649_999_999, 5).calmSince()).isEqualTo(3);
    assertThat(calmed(Stage.SHED, 3, 650_000_000, 5).calmSince()).isEqualTo(Due.NEVER);
  }

  @Test
  void aStageIsLeftAsTheDwellEndsAndNotBefore() {
    assertThat(calmed(Stage.SHED, 3, 1, DWELL + 2).stage()).isEqualTo(Stage.SHED);
    assertThat(calmed(Stage.SHED, 3, 1, DWELL + 3).stage()).isEqualTo(Stage.NORMAL);
  }

  @Test
  void aStepDownCountsForTheNextOnlyWhereItIsBelowThatLineToo() {
    Track far = afterTheDwell(Measure.TREES, Stage.REFUSE, 649_999_999);
    assertThat(far.stage()).isEqualTo(Stage.SHED);
    assertThat(far.calmSince()).isEqualTo(DWELL);
    Track near = afterTheDwell(Measure.TREES, Stage.REFUSE, 650_000_000);
    assertThat(near.stage()).isEqualTo(Stage.SHED);
    assertThat(near.calmSince()).isEqualTo(Due.NEVER);
  }

  @Test
  void belowTheFirstStageNothingIsCounted() {
    Track normal = afterTheDwell(Measure.TREES, Stage.SHED, 1);
    assertThat(normal.stage()).isEqualTo(Stage.NORMAL);
    assertThat(normal.calmSince()).isEqualTo(Due.NEVER);
  }

  @Test
  void theHeapPassesByKillOnItsWayDownAndTreesDoNot() {
    assertThat(afterTheDwell(Measure.HEAP, Stage.EXIT, 1).stage()).isEqualTo(Stage.REFUSE);
    assertThat(afterTheDwell(Measure.TREES, Stage.EXIT, 1).stage()).isEqualTo(Stage.KILL);
    assertThat(afterTheDwell(Measure.TREES, Stage.KILL, 1).stage()).isEqualTo(Stage.REFUSE);
  }

  @Test
  void theHeapPassesByKillOnItsWayUpAndTreesDoNot() {
    assertThat(track(Measure.HEAP, Stage.REFUSE, 0).above()).isEqualTo(Stage.EXIT);
    assertThat(track(Measure.TREES, Stage.REFUSE, 0).above()).isEqualTo(Stage.KILL);
  }

  @Test
  void growthIsWhatCameInTheTimeThatPassed() {
    assertThat(growth(sight(100, 10), sight(160, 30))).isEqualTo(3);
    assertThat(growth(sight(100, 10), sight(101, 11))).isEqualTo(1);
  }

  @Test
  void oneReadingShowsNoGrowth() {
    assertThat(track(Measure.TREES, Stage.NORMAL, Due.NEVER, sight(100, 10)).growth()).isZero();
  }

  @Test
  void withNoTimePassedThereIsNoGrowth() {
    assertThat(growth(sight(100, 10), sight(160, 10))).isZero();
    assertThat(growth(sight(100, 10), sight(160, 9))).isZero();
  }

  @Test
  void whatShrinksDoesNotGrow() {
    assertThat(growth(sight(100, 10), sight(100, 11))).isZero();
    assertThat(growth(sight(100, 10), sight(99, 11))).isZero();
  }

  @Test
  void theHeapIsWatchedByItsWorstCaseAndTreesByWhatIsSure() {
    Sight sight = new Sight(3, 5, 5, 10, 0);
    assertThat(Track.of(Measure.HEAP).watched(sight)).isEqualTo(5);
    assertThat(Track.of(Measure.TREES).watched(sight)).isEqualTo(3);
  }

  @Test
  void whatWasNotReadIsNotRunningOver() {
    assertThat(Track.of(Measure.HEAP).isRunningOver(LAST, 2)).isFalse();
  }

  @Test
  void itRunsOverWhereTwoMoreReadingsWouldFindItAtTheLimit() {
    // A byte a nanosecond: a tenth of the limit until then.
    assertThat(grew(900_000_000, TENTH).isRunningOver(LAST, 2)).isTrue();
    assertThat(grew(899_999_999, TENTH).isRunningOver(LAST, 2)).isFalse();
  }

  @Test
  void itRunsOverFromTheLastLineOn() {
    assertThat(grew(875_000_000, 2 * TENTH).isRunningOver(LAST, 2)).isTrue();
    assertThat(grew(874_999_999, 2 * TENTH).isRunningOver(LAST, 2)).isFalse();
  }

  @Test
  void whatStandsStillBelowTheLimitIsNotRunningOver() {
    assertThat(grew(999_999_999, 0).isRunningOver(LAST, 2)).isFalse();
    assertThat(grew(1_000_000_000, 0).isRunningOver(LAST, 2)).isTrue();
  }
}
