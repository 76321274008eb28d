package io.plimsoll.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.command.Command;
import io.plimsoll.command.StopSignal;
import io.plimsoll.core.memory.MemoryEffect;
import io.plimsoll.core.memory.MemoryEvent;
import io.plimsoll.core.memory.MemoryPolicy;
import io.plimsoll.core.subprocess.SubprocessEvent;
import io.plimsoll.core.subprocess.SubprocessPolicy;
import io.plimsoll.core.subprocess.SubprocessState;
import io.plimsoll.memory.HeapReading;
import io.plimsoll.memory.MemoryReading;
import io.plimsoll.port.ProcessObserver.Survey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What would have been decided under other settings. */
class WhatIfTest {

  private static final SubprocessPolicy POLICY = policy(10, 5);

  private final Session session = new Session(1 << 20, Map.of());

  private static SubprocessPolicy policy(long timeout, long grace) {
    return new SubprocessPolicy(
        timeout * Session.SECOND, grace * Session.SECOND, 0, StopSignal.TERM, true, true);
  }

  /** A command that runs for 4 s, is cancelled, and leaves 3 s later. */
  @BeforeEach
  void record() {
    session.accept(1, Command.of("tool"), POLICY);
    liveAgain();
  }

  private void liveAgain() {
    session.on(1, new SubprocessEvent.Admitted());
    session.on(1, new SubprocessEvent.Started(session.time.nanos(), "pid 7"));
    session.time.advance(Duration.ofSeconds(4));
    session.on(1, new SubprocessEvent.Cancelled("by its owner", false));
    session.time.advance(Duration.ofSeconds(3));
    session.on(1, new SubprocessEvent.Exited(143));
    session.on(1, new SubprocessEvent.Surveyed(new Survey(0, 2, 0, 1, "")));
    session.on(1, new SubprocessEvent.Settled(0));
    assertThat(session.state(1)).isInstanceOf(SubprocessState.Ended.class);
  }

  private List<Difference> with(UnaryOperator<SubprocessPolicy> commands) {
    List<Difference> all = new ArrayList<>();
    session.replay(0).forEach(whatIf(commands, all)::on);
    return all;
  }

  private static WhatIf whatIf(UnaryOperator<SubprocessPolicy> commands, List<Difference> to) {
    return new WhatIf(
        new Otherwise(commands, UnaryOperator.identity(), UnaryOperator.identity()), to::add);
  }

  @Test
  void theSameSettingsDecideTheSame() {
    assertThat(with(UnaryOperator.identity())).isEmpty();
    assertThat(with(was -> policy(10, 5))).isEmpty();
  }

  @Test
  void longerTimesThatNeverComeMakeNoDifference() {
    assertThat(with(was -> policy(300, 60))).isEmpty();
  }

  @Test
  void aShorterGraceWouldHaveKilledWhenItIsOver() {
    List<Difference> differences = with(was -> policy(10, 1));
    assertThat(differences).isNotEmpty();
    Difference first = differences.get(0);
    assertThat(first.at()).isEqualTo(Duration.ofSeconds(5));
    assertThat(first.event()).isEqualTo(new SubprocessEvent.Tick());
    assertThat(first.recorded()).isEmpty();
    assertThat(first.otherwise().next()).isInstanceOf(SubprocessState.Killing.class);
    assertThat(first.follows()).isFalse();
    assertThat(differences.subList(1, differences.size())).allMatch(Difference::follows);
  }

  @Test
  void aShorterTimeoutWouldHaveAskedItToLeaveEarlier() {
    Difference first = with(was -> policy(2, 5)).get(0);
    assertThat(first.at()).isEqualTo(Duration.ofSeconds(2));
    assertThat(first.otherwise().next()).isInstanceOf(SubprocessState.Stopping.class);
    assertThat(first.otherwise().effects().toString()).contains("ran 2 s, allowed 2 s");
  }

  @Test
  void noGraceAtAllWouldHaveKilledAtOnce() {
    Difference first = with(was -> policy(10, 0)).get(0);
    assertThat(first.at()).isEqualTo(Duration.ofSeconds(4));
    assertThat(first.recorded()).isPresent();
    assertThat(first.recorded().get().decided().next())
        .isInstanceOf(SubprocessState.Stopping.class);
    assertThat(first.otherwise().next()).isInstanceOf(SubprocessState.Killing.class);
  }

  @Test
  void anotherFirstSignalWouldHaveBeenAnotherThingToDo() {
    List<Difference> differences =
        with(
            was ->
                new SubprocessPolicy(
                    was.timeoutNanos(), was.graceNanos(), 0, StopSignal.INT, true, true));
    assertThat(differences).singleElement();
    assertThat(differences.get(0).otherwise().effects().toString()).contains("INT");
    assertThat(differences.get(0).at()).isEqualTo(Duration.ofSeconds(4));
    assertThat(differences.get(0).wall()).hasToString("2026-11-24T01:02:07Z");
  }

  @Test
  void afterAnEarlierEndNothingMoreIsSaid() {
    Session longer = new Session(1 << 20, Map.of());
    longer.accept(1, Command.of("tool"), POLICY);
    longer.on(1, new SubprocessEvent.Admitted());
    longer.on(1, new SubprocessEvent.Started(longer.time.nanos(), "pid 7"));
    longer.on(1, new SubprocessEvent.Exited(0));
    for (int i = 0; i < 4; i++) {
      longer.time.advance(Duration.ofSeconds(1));
      longer.on(1, new SubprocessEvent.Surveyed(new Survey(1, 0, 0, 2, "daemon (pid 8)")));
    }
    List<Difference> all = new ArrayList<>();
    UnaryOperator<SubprocessPolicy> keeping =
        was ->
            new SubprocessPolicy(
                was.timeoutNanos(), was.graceNanos(), 0, StopSignal.TERM, false, true);
    WhatIf whatIf = whatIf(keeping, all);
    longer.replay(0).forEach(whatIf::on);
    assertThat(all).anyMatch(each -> each.otherwise().next() instanceof SubprocessState.Ended);
    assertThat(all).noneMatch(each -> each.before() instanceof SubprocessState.Ended);
    assertThat(whatIf.live()).as("in the recording it has not ended").isOne();
  }

  @Test
  void nothingIsKeptOfCommandsThatHaveEnded() {
    WhatIf whatIf = whatIf(UnaryOperator.identity(), new ArrayList<>());
    List<Replayed> steps = session.replay(0);
    steps.subList(0, 3).forEach(whatIf::on);
    assertThat(whatIf.live()).isOne();
    steps.subList(3, steps.size()).forEach(whatIf::on);
    assertThat(whatIf.live()).isZero();
  }

  @Test
  void anAttemptBeginsAnewWhereTheEndOfTheOneBeforeIsMissing() {
    session.again(1);
    liveAgain();
    List<Difference> all = new ArrayList<>();
    WhatIf whatIf = whatIf(was -> policy(10, 1), all);
    List<Replayed> steps = new ArrayList<>(session.replay(0));
    steps.removeIf(step -> step.decided().next() instanceof SubprocessState.Ended);
    steps.forEach(whatIf::on);
    assertThat(all.stream().filter(each -> !each.follows()).map(Difference::at))
        .as("the first of each attempt is no guess")
        .containsExactly(Duration.ofSeconds(5), Duration.ofSeconds(12));
  }

  @Test
  void aTimerThatCameLateIsNoDifference() {
    session.again(1);
    session.on(1, new SubprocessEvent.Admitted());
    session.on(1, new SubprocessEvent.Started(session.time.nanos(), "pid 9"));
    session.time.advance(Duration.ofSeconds(11));
    session.on(1, new SubprocessEvent.Tick());
    assertThat(session.state(1)).isInstanceOf(SubprocessState.Stopping.class);
    session.time.advance(Duration.ofSeconds(1));
    session.on(1, new SubprocessEvent.Exited(143));
    assertThat(with(UnaryOperator.identity())).isEmpty();
    assertThat(with(was -> policy(10, 5))).isEmpty();
  }

  @Test
  void aRecordingWhoseBeginningIsGoneIsFollowedFromWhereItBegins() {
    List<Difference> all = new ArrayList<>();
    WhatIf whatIf = whatIf(was -> policy(10, 1), all);
    List<Replayed> steps = session.replay(0);
    steps.subList(2, steps.size()).forEach(whatIf::on);
    assertThat(all.get(0).at()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void aHundredYearsWithoutAnEventAreOverInAMoment() {
    Session still = new Session(1 << 20, Map.of());
    SubprocessPolicy watched = new SubprocessPolicy(0, 0, 1_000_000, StopSignal.TERM, true, true);
    still.accept(1, Command.of("tool"), watched);
    still.on(1, new SubprocessEvent.Admitted());
    still.on(1, new SubprocessEvent.Started(still.time.nanos(), "pid 7"));
    still.time.advance(Duration.ofDays(36_500));
    still.on(1, new SubprocessEvent.Exited(0));
    List<Difference> all = new ArrayList<>();
    WhatIf whatIf =
        whatIf(was -> new SubprocessPolicy(0, 0, 500_000, StopSignal.TERM, true, true), all);
    still.replay(0).forEach(whatIf::on);
    assertThat(all).isEmpty();
  }

  @Test
  void otherReadingsAndAnotherPolicyWouldHaveStoppedAtTheLine() {
    Session loaded = new Session(1 << 20, Map.of());
    for (int i = 0; i < 6; i++) {
      loaded.time.advance(Duration.ofSeconds(1));
      loaded.on(new MemoryEvent.Reading(holding(500, 1000), List.of(), MemoryEvent.Subject.TREES));
    }
    assertThat(memory(loaded, Otherwise.same())).isEmpty();
    UnaryOperator<MemoryEvent> smaller =
        was -> new MemoryEvent.Reading(holding(500, 600), List.of(), MemoryEvent.Subject.TREES);
    List<Difference> acting =
        memory(loaded, new Otherwise(UnaryOperator.identity(), UnaryOperator.identity(), smaller));
    assertThat(acting).isNotEmpty();
    Difference first = acting.get(0);
    assertThat(first.strand()).isZero();
    assertThat(first.at()).isEqualTo(Duration.ofSeconds(3));
    assertThat(first.otherwise().effects()).anyMatch(MemoryEffect.Shed.class::isInstance);
    UnaryOperator<MemoryPolicy> slower =
        was ->
            new MemoryPolicy(
                was.shed(), was.refuse(), was.kill(), was.exit(), 5, 0, 0, 0, was.acts());
    List<Difference> later =
        memory(loaded, new Otherwise(UnaryOperator.identity(), slower, smaller));
    assertThat(later.get(0).at()).isEqualTo(Duration.ofSeconds(5));
    assertThat(memory(loaded, new Otherwise(UnaryOperator.identity(), slower, was -> was)))
        .isEmpty();
  }

  private static List<Difference> memory(Session session, Otherwise otherwise) {
    List<Difference> all = new ArrayList<>();
    WhatIf whatIf = new WhatIf(otherwise, all::add);
    session.replay(0).forEach(whatIf::on);
    return all;
  }

  private static MemoryReading holding(long bytes, long limit) {
    HeapReading heap =
        new HeapReading(
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            10,
            100,
            1000,
            Optional.empty(),
            false);
    return new MemoryReading(heap, bytes, bytes, limit, 0);
  }
}
