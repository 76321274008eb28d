package io.plimsoll.core.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.memory.Stage;
import org.junit.jupiter.api.Test;

/** Which figures make a load line: the last that is taken, and the first that is not. */
class PolicyFiguresTest {

  private static final MemoryPolicy USUAL = MemoryPolicy.usual();

  private static MemoryPolicy entering(double shed, double refuse, double kill, double exit) {
    return new MemoryPolicy(
        new Line(shed, 0.1),
        new Line(refuse, 0.1),
        new Line(kill, 0.1),
        new Line(exit, 0.1),
        3,
        0,
        0,
        0,
        true);
  }

  private static MemoryPolicy with(int readings, long dwell, long confirm, double floor) {
    return new MemoryPolicy(
        USUAL.shed(),
        USUAL.refuse(),
        USUAL.kill(),
        USUAL.exit(),
        readings,
        dwell,
        confirm,
        floor,
        true);
  }

  private static void isNoLine(double enter, double leave) {
    assertThatThrownBy(() -> new Line(enter, leave))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("enter " + enter + ", leave " + leave)
        .hasMessageContaining("must be 0 < leave < enter <= 1");
  }

  private static void doNotRise(double shed, double refuse, double kill, double exit) {
    assertThatThrownBy(() -> entering(shed, refuse, kill, exit))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("%s, %s, %s, %s; must rise".formatted(shed, refuse, kill, exit));
  }

  private static void areNoFigures(long dwell, long confirm, double floor) {
    assertThatThrownBy(() -> with(3, dwell, confirm, floor))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(
            "dwell is %d ns, pause between collections %d ns, kill floor %s"
                .formatted(dwell, confirm, floor));
  }

  @Test
  void aLineMayBeginAtTheWholeLimitAndNoHigher() {
    assertThat(new Line(1, 0.5).enter()).isEqualTo(1);
    isNoLine(Math.nextUp(1.0), 0.5);
    isNoLine(Double.NaN, 0.5);
  }

  @Test
  void aLineEndsAboveNothing() {
    assertThat(new Line(0.5, Double.MIN_VALUE).leave()).isPositive();
    isNoLine(0.5, 0);
    isNoLine(0.5, -0.1);
    isNoLine(0.5, Double.NaN);
  }

  @Test
  void aLineEndsBelowItsBegin() {
    assertThat(new Line(0.5, Math.nextDown(0.5)).leave()).isLessThan(0.5);
    isNoLine(0.5, 0.5);
    isNoLine(0.5, 0.6);
  }

  @Test
  void eachStageBeginsAboveTheOneBeforeIt() {
    assertThat(entering(0.5, 0.6, 0.7, 0.8).line(Stage.KILL).enter()).isEqualTo(0.7);
    doNotRise(0.5, 0.5, 0.7, 0.8);
    doNotRise(0.6, 0.5, 0.7, 0.8);
    doNotRise(0.5, 0.6, 0.6, 0.8);
    doNotRise(0.5, 0.7, 0.6, 0.8);
    doNotRise(0.5, 0.6, 0.7, 0.7);
    doNotRise(0.5, 0.6, 0.8, 0.7);
  }

  @Test
  void oneToSixtyReadingsMayHaveToAgree() {
    assertThat(with(1, 0, 0, 0).readings()).isEqualTo(1);
    assertThat(with(60, 0, 0, 0).readings()).isEqualTo(60);
    assertThatThrownBy(() -> with(0, 0, 0, 0)).hasMessageContaining("is 0; must be 1 to 60");
    assertThatThrownBy(() -> with(61, 0, 0, 0)).hasMessageContaining("is 61; must be 1 to 60");
  }

  @Test
  void noTimeAndNoFloorAreFiguresAndLessIsNot() {
    MemoryPolicy least = with(3, 0, 0, 0);
    assertThat(least.dwellNanos()).isZero();
    assertThat(least.confirmNanos()).isZero();
    assertThat(least.killFloor()).isZero();
    areNoFigures(-1, 0, 0);
    areNoFigures(0, -1, 0);
    areNoFigures(0, 0, -Double.MIN_VALUE);
  }

  @Test
  void theFloorMayBeTheWholeLimitAndNoMore() {
    assertThat(with(3, 0, 0, 1).killFloor()).isEqualTo(1);
    areNoFigures(0, 0, Math.nextUp(1.0));
    areNoFigures(0, 0, Double.NaN);
  }

  @Test
  void aStageIsReachedAtItsLine() {
    assertThat(USUAL.reached(Math.nextDown(0.75))).isEqualTo(Stage.NORMAL);
    assertThat(USUAL.reached(0.75)).isEqualTo(Stage.SHED);
    assertThat(USUAL.reached(Math.nextDown(0.8))).isEqualTo(Stage.SHED);
    assertThat(USUAL.reached(0.8)).isEqualTo(Stage.REFUSE);
    assertThat(USUAL.reached(0.85)).isEqualTo(Stage.KILL);
    assertThat(USUAL.reached(0.875)).isEqualTo(Stage.EXIT);
  }
}
