package io.plimsoll.core.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.command.ByteSize;
import io.plimsoll.command.Command;
import io.plimsoll.command.Survivors;
import io.plimsoll.core.Due;
import io.plimsoll.core.ledger.ScopeNode;
import io.plimsoll.core.subprocess.SubprocessState;
import io.plimsoll.testkit.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AgendaTest {

  private static final long ORIGIN = Long.MAX_VALUE - 50;
  private final VirtualTime time = new VirtualTime(ORIGIN, Instant.EPOCH);
  private final AtomicInteger woken = new AtomicInteger();
  private final Agenda agenda = new Agenda(time, woken::incrementAndGet);

  private static Job job(long number) {
    SupervisorLimits limits =
        new SupervisorLimits(1, 1, 1, Duration.ZERO, Duration.ZERO, ByteSize.NONE, Survivors.END);
    Command command = Command.of("c").limits(limits.fill(Command.Limits.DEFAULTS));
    return new Job(
        number, ScopeNode.root("s"), command, "l" + number, new SubprocessState.Queued(0));
  }

  @Test
  void takesTheEarliestFirstAlsoAcrossTheWrap() {
    Job late = job(1);
    Job soon = job(2);
    Job tied = job(3);
    agenda.set(late, Due.after(ORIGIN, 100));
    agenda.set(tied, Due.after(ORIGIN, 10));
    agenda.set(soon, Due.after(ORIGIN, 10));
    assertThat(agenda.takeDue(time.nanos())).isEmpty();
    time.advance(Duration.ofNanos(100));
    assertThat(agenda.takeDue(time.nanos())).contains(soon);
    assertThat(agenda.takeDue(time.nanos())).contains(tied);
    assertThat(agenda.takeDue(time.nanos())).contains(late);
    assertThat(agenda.takeDue(time.nanos())).isEmpty();
    assertThat(agenda.size()).isZero();
  }

  @Test
  void holdsOneEntryForEachJobHoweverOftenItIsSet() {
    Job job = job(1);
    for (int i = 1; i < 100; i++) {
      agenda.set(job, Due.after(ORIGIN, i));
      assertThat(agenda.size()).isEqualTo(1);
    }
    agenda.set(job, Due.NEVER);
    assertThat(agenda.size()).isZero();
  }

  @Test
  void keepsOneTimerForTheEarliest() {
    agenda.set(job(1), Due.after(ORIGIN, 100));
    agenda.arm();
    agenda.set(job(2), Due.after(ORIGIN, 10));
    agenda.arm();
    agenda.arm();
    assertThat(time.timersSet()).isEqualTo(1);
    time.advance(Duration.ofNanos(10));
    assertThat(woken).hasValue(1);
    agenda.fired();
    assertThat(agenda.takeDue(time.nanos())).isPresent();
    agenda.arm();
    time.advance(Duration.ofNanos(90));
    assertThat(woken).hasValue(2);
  }

  @Test
  void aTimerThatIsSetForTheSameTimeIsLeftAlone() {
    AtomicInteger set = new AtomicInteger();
    Agenda counted =
        new Agenda(
            (due, task) -> {
              set.incrementAndGet();
              return time.at(due, task);
            },
            woken::incrementAndGet);
    counted.arm();
    assertThat(set).hasValue(0);
    counted.set(job(1), Due.after(ORIGIN, 10));
    counted.arm();
    counted.set(job(2), Due.after(ORIGIN, 10));
    counted.arm();
    counted.set(job(3), Due.after(ORIGIN, 20));
    counted.arm();
    assertThat(set).hasValue(1);
  }

  @Test
  void aTimerThatCouldNotBeSetIsSetTheNextTime() {
    AtomicInteger asked = new AtomicInteger();
    Agenda lacking =
        new Agenda(
            (due, task) -> {
              if (asked.getAndIncrement() == 0) {
                throw new IllegalStateException("no thread is to be had");
              }
              return time.at(due, task);
            },
            woken::incrementAndGet);
    lacking.set(job(1), Due.after(ORIGIN, 10));
    assertThatThrownBy(lacking::arm).hasMessage("no thread is to be had");
    lacking.arm();
    time.advance(Duration.ofNanos(10));
    assertThat(woken).hasValue(1);
  }
}
