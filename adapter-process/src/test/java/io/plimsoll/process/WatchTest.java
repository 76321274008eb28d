package io.plimsoll.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.command.Captured;
import io.plimsoll.process.Watch.Needs;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WatchTest {

  private final AtomicInteger status = new AtomicInteger(-1);

  /** Thrown once when it is told of the exit. */
  private Error once;

  private Watch watch(Told root) {
    return watch(root, null, new Reports(new Recording()));
  }

  private Watch watch(Told root, Intake stdout, Reports reports) {
    Needs needs =
        new FewNeeds() {
          @Override
          public void exited(int its) {
            Error thrown = once;
            once = null;
            if (thrown != null) {
              throw thrown;
            }
            status.set(its);
          }
        };
    return new Watch(root, stdout, null, reports, needs);
  }

  @Test
  void whoseExitIsToldIsNotAskedAgainAndAgain() {
    Told root = new Told();
    Watch watch = watch(root);
    assertThat(watch.step(System.nanoTime())).isEqualTo(Watch.NEVER);
    assertThat(status).hasValue(-1);
    root.alive = false;
    assertThat(watch.step(System.nanoTime())).isEqualTo(Watch.NEVER);
    assertThat(status).hasValue(7);
  }

  @Test
  void onceNobodyTellsItIsAsked() {
    Told root = new Told();
    root.orphan = true;
    assertThat(watch(root).step(System.nanoTime())).isLessThan(Watch.NEVER);
  }

  @Test
  void whoIsNotDueIsNotAskedUnlessItIsHurried() {
    Told root = new Told();
    root.orphan = true;
    Watch watch = watch(root);
    long begun = System.nanoTime();
    assertThat(watch.step(begun)).isLessThan(Watch.NEVER);
    root.alive = false;
    assertThat(watch.step(begun)).as("the rest of its pause").isPositive();
    assertThat(status).hasValue(-1);
    watch.hurry();
    assertThat(watch.step(begun)).isEqualTo(Watch.NEVER);
    assertThat(status).hasValue(7);
  }

  @Test
  void whoIsDueIsAsked() {
    Told root = new Told();
    root.orphan = true;
    Watch watch = watch(root);
    long pause = watch.step(System.nanoTime());
    root.alive = false;
    assertThat(watch.step(System.nanoTime() + pause)).isEqualTo(Watch.NEVER);
    assertThat(status).hasValue(7);
  }

  @Test
  void anExitThatCouldNotBeToldIsToldByTheNextStep() {
    Told root = new Told();
    root.alive = false;
    Watch watch = watch(root);
    once = new OutOfMemoryError("on purpose");
    assertThatThrownBy(() -> watch.step(System.nanoTime())).hasMessage("on purpose");
    watch.step(System.nanoTime());
    assertThat(status).hasValue(7);
  }

  @Test
  void outputsThatCouldNotBeToldAreToldByTheNextStep() {
    Told root = new Told();
    root.alive = false;
    Recording told = new Recording();
    Reports reports = new Reports(told);
    Watch watch =
        watch(
            root,
            Intake.of(new Forgetful(), new Source.Polled(InputStream.nullInputStream())),
            reports);
    reports.started(0, "here");
    watch.step(System.nanoTime());
    watch.settle(0, 0);
    assertThatThrownBy(() -> watch.step(System.nanoTime())).hasMessage("on purpose");
    assertThat(told.order).doesNotContain("settled");
    watch.step(System.nanoTime());
    assertThat(told.order).contains("settled");
  }

  /** Has no memory for what it kept, once. */
  private static final class Forgetful implements Receiver {

    private boolean asked;

    @Override
    public boolean wanted() {
      return true;
    }

    @Override
    public void take(ByteBuffer chunk) {}

    @Override
    public void ended(boolean whole) {}

    @Override
    public Captured captured() {
      if (!asked) {
        asked = true;
        throw new OutOfMemoryError("on purpose");
      }
      return Captured.NOTHING;
    }
  }
}
