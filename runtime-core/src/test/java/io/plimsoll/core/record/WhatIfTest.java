package io.plimsoll.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.command.Command;
import io.plimsoll.command.StopSignal;
import io.plimsoll.core.subprocess.SubprocessEvent;
import io.plimsoll.core.subprocess.SubprocessPolicy;
import io.plimsoll.core.subprocess.SubprocessState;
import io.plimsoll.port.ProcessObserver.Survey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    WhatIf whatIf =
        new WhatIf(
            new Otherwise(commands, UnaryOperator.identity(), UnaryOperator.identity()), all::add);
    session.replay(0).forEach(whatIf::on);
    return all;
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
}
