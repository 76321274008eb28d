package io.plimsoll.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.command.Command;
import io.plimsoll.command.StopSignal;
import io.plimsoll.core.Transition;
import io.plimsoll.core.memory.MemoryState;
import io.plimsoll.core.subprocess.SubprocessEffect;
import io.plimsoll.core.subprocess.SubprocessEvent;
import io.plimsoll.core.subprocess.SubprocessPolicy;
import io.plimsoll.core.subprocess.SubprocessState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is recorded is decided again as it was, and what differs is found. */
class ReplayerTest {

  private static final int LARGE = 1 << 20;
  private static final SubprocessPolicy POLICY =
      new SubprocessPolicy(
          10 * Session.SECOND, 5 * Session.SECOND, 100, StopSignal.TERM, true, true);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void whateverHappensIsDecidedAgainAsItWas(long seed) {
    Session session = new Session(LARGE, Map.of()).live(20, 600, seed);
    List<Replayed> all = new ArrayList<>();
    Replayer replayer = new Replayer();
    session.ring.read(0).forEach(part -> replayer.replay(part, all::add));
    assertThat(all).hasSize((int) session.decisions).allMatch(Replayed::same);
    // Nothing is left out where there is no secret.
    assertThat(all).allMatch(step -> step.effects().equals(step.decided().effects()));
    assertThat(all).allMatch(step -> step.to().equals(name(step.decided().next())));
    assertThat(replayer.live()).as("strands that have not ended").isEqualTo(session.live());
  }

  private static String name(Object state) {
    return state instanceof MemoryState memory
        ? memory.stage().name()
        : state.getClass().getSimpleName();
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void eachPartIsReplayedByItselfWhenOlderOnesAreGone(long seed) {
    Session session = new Session(10 << 10, Map.of()).live(20, 600, seed);
    assertThat(session.ring.parts).hasSizeGreaterThan(4);
    assertThat(session.ring.read(0))
        .extracting(part -> part.header().part())
        .isEqualTo(LongStream.range(0, session.ring.parts.size()).boxed().toList());
    int all = session.replay(0).size();
    assertThat(all).isEqualTo((int) session.decisions);
    for (int from = 1; from < session.ring.parts.size(); from++) {
      List<Replayed> later = session.replay(from);
      assertThat(later).isNotEmpty().hasSizeLessThan(all).allMatch(Replayed::same);
    }
  }

  @Test
  void timesAreThoseOfTheSession() {
    Session session = new Session(LARGE, Map.of());
    session.accept(1, Command.of("true"), POLICY);
    session.time.advance(Duration.ofSeconds(3));
    session.on(1, new SubprocessEvent.Admitted());
    session.time.advance(Duration.ofSeconds(30)); // over the end of the ticker
    session.on(1, new SubprocessEvent.Tick());
    assertThat(session.replay(0))
        .extracting(Replayed::at)
        .containsExactly(Duration.ofSeconds(3), Duration.ofSeconds(33));
    assertThat(session.replay(0).get(1).wall()).hasToString("2026-11-24T01:02:36Z");
  }

  @Test
  void aDecisionThatDiffersIsFound() {
    Session session = new Session(LARGE, Map.of());
    session.accept(1, Command.of("true"), POLICY);
    session.on(1, new SubprocessEvent.Admitted());
    SubprocessState.Starting starting = (SubprocessState.Starting) session.state(1);
    Strand strand = Strand.of(2, Command.of("true"));
    SubprocessEvent event = new SubprocessEvent.Started(session.time.nanos(), "pid 5");
    SubprocessPolicy other =
        new SubprocessPolicy(0, 0, 0, StopSignal.TERM, true, true); // no timeout, no grace
    long now = session.time.nanos();
    session.recorder.command(strand, POLICY, starting, event, now, other.on(starting, event, now));
    SubprocessEvent end = new SubprocessEvent.Cancelled("by its owner", false);
    SubprocessState running = POLICY.on(starting, event, now).next();
    session.recorder.command(
        Strand.of(3, Command.of("true")), POLICY, running, end, now, other.on(running, end, now));
    assertThat(session.replay(0))
        .extracting(Replayed::found)
        .containsExactly(
            Replayed.Found.SAME, Replayed.Found.OTHER_STATE, Replayed.Found.OTHER_STATE);
    Replayed last = session.replay(0).get(2);
    assertThat(last.to()).isEqualTo("Killing");
    assertThat(last.decided().next()).isInstanceOf(SubprocessState.Stopping.class);
    assertThat(last.effects().toString()).contains("KILL");
  }

  @Test
  void effectsThatDifferAreFound() {
    Session session = new Session(LARGE, Map.of());
    session.accept(1, Command.of("true"), POLICY);
    SubprocessEvent event = new SubprocessEvent.Admitted();
    SubprocessState queued = session.state(1);
    Transition<SubprocessState, SubprocessEffect> decided =
        POLICY.on(queued, event, session.time.nanos());
    session.recorder.command(
        Strand.of(1, Command.of("true")),
        POLICY,
        queued,
        event,
        session.time.nanos(),
        new Transition<>(decided.next(), List.of(new SubprocessEffect.Release())));
    Replayed step = session.replay(0).get(0);
    assertThat(step.found()).isEqualTo(Replayed.Found.OTHER_EFFECTS);
    assertThat(step.same()).isFalse();
    assertThat(step.effects()).containsExactly(new SubprocessEffect.Release());
  }

  @Test
  void aStateBeforeThatDidNotFollowIsFound() {
    Session session = new Session(LARGE, Map.of());
    Strand strand = Strand.of(1, Command.of("true"));
    SubprocessPolicy other = new SubprocessPolicy(0, 0, 0, StopSignal.TERM, true, true);
    SubprocessState state = new SubprocessState.Queued(session.time.nanos());
    for (SubprocessEvent event :
        List.of(
            new SubprocessEvent.Admitted(),
            new SubprocessEvent.Started(session.time.nanos(), "pid 5"),
            new SubprocessEvent.Tick())) {
      if (event instanceof SubprocessEvent.Tick) {
        session.ring.turn();
      }
      long now = session.time.nanos();
      Transition<SubprocessState, SubprocessEffect> decided = other.on(state, event, now);
      session.recorder.command(strand, POLICY, state, event, now, decided);
      state = decided.next();
    }
    assertThat(session.ring.parts).hasSize(2);
    assertThat(session.replay(0))
        .extracting(Replayed::found)
        .containsExactly(
            Replayed.Found.OTHER_STATE, Replayed.Found.OTHER_STATE, Replayed.Found.OTHER_BEFORE);
  }
}
