package io.plimsoll.core.subprocess;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.command.StartFailure;
import io.plimsoll.command.StopSignal;
import io.plimsoll.core.Due;
import io.plimsoll.core.Transition;
import io.plimsoll.core.subprocess.SubprocessEffect.Conclude;
import io.plimsoll.core.subprocess.SubprocessEffect.Release;
import io.plimsoll.core.subprocess.SubprocessEffect.Signal;
import io.plimsoll.core.subprocess.SubprocessState.Ended;
import io.plimsoll.core.subprocess.SubprocessState.Queued;
import io.plimsoll.core.subprocess.SubprocessState.Running;
import io.plimsoll.port.ProcessObserver.Survey;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What holds for every sequence of events, sensible or not. */
class PolicyPropertiesTest {

  private static final long SECOND = 1_000_000_000L;

  /** One life under random events; every event may come in every state. */
  private static final class Life {
    final SplittableRandom random;
    final SubprocessPolicy policy;
    final List<SubprocessEffect> effects = new ArrayList<>();
    SubprocessState state;
    long now;
    boolean mayKill;
    long askedAt = Due.NEVER;

    Life(long seed) {
      random = new SplittableRandom(seed);
      now =
          random.nextInt(3) == 0 ? Long.MAX_VALUE - random.nextLong(9 * SECOND) : random.nextLong();
      policy =
          new SubprocessPolicy(
              4 * SECOND * random.nextInt(3),
              random.nextInt(3) * SECOND,
              random.nextInt(2) * 100L,
              random.nextInt(5) == 0 ? StopSignal.KILL : StopSignal.TERM,
              random.nextBoolean(),
              random.nextBoolean());
      state = new Queued(now);
      mayKill = policy.graceNanos() == 0 || policy.firstSignal() == StopSignal.KILL;
    }

    SubprocessEvent event() {
      return switch (random.nextInt(12)) {
        case 0, 1 -> new SubprocessEvent.Admitted();
        case 2, 3 -> new SubprocessEvent.Started(now, "");
        case 4 ->
            new SubprocessEvent.StartFailed(
                new StartFailure(StartFailure.Kind.EXHAUSTED, "no process is free"));
        case 5 -> new SubprocessEvent.Exited(random.nextInt(256));
        case 6 -> new SubprocessEvent.InputEnded();
        case 7 -> new SubprocessEvent.Settled(random.nextInt(2));
        case 8 -> new SubprocessEvent.Cancelled("asked", random.nextInt(4) == 0);
        case 9 -> new SubprocessEvent.Surveyed(survey());
        default -> new SubprocessEvent.Tick();
      };
    }

    private Survey survey() {
      int members = random.nextInt(3);
      return members == 0
          ? new Survey(0, 1 + random.nextInt(2), 0, 3, "")
          : new Survey(members, 0, random.nextInt(150), 3, members + " members");
    }

    void take(SubprocessEvent event) {
      boolean atOnce = event instanceof SubprocessEvent.Cancelled c && c.atOnce();
      boolean over =
          event instanceof SubprocessEvent.Surveyed s && policy.isOver(s.survey().residentBytes());
      mayKill |= atOnce || over;
      Transition<SubprocessState, SubprocessEffect> next = policy.on(state, event, now);
      if (state instanceof Ended) {
        assertThat(next).isEqualTo(Transition.stay(state));
      }
      next.effects().forEach(this::check);
      effects.addAll(next.effects());
      state = next.next();
    }

    private void check(SubprocessEffect effect) {
      if (effect instanceof Signal signal) {
        assertThat(signal.words()).isNotBlank();
        if (signal.signal() == StopSignal.KILL) {
          boolean graceOver =
              askedAt != Due.NEVER && Due.reached(Due.after(askedAt, policy.graceNanos()), now);
          boolean givenUp = state instanceof SubprocessState.Starting;
          assertThat(mayKill || graceOver || givenUp)
              .as("KILL at %s, asked at %s", now, askedAt)
              .isTrue();
        } else {
          askedAt = now;
        }
      }
      if (effect instanceof Conclude conclude) {
        assertThat(conclude.verdict().reason()).isNotBlank();
      }
    }

    long count(Class<? extends SubprocessEffect> kind) {
      return effects.stream().filter(kind::isInstance).count();
    }
  }

  @Property(tries = 3000)
  void everySequenceOfEventsKeepsThePromises(@ForAll long seed) {
    Life life = new Life(seed);
    for (int i = 0; i < 60; i++) {
      life.now += life.random.nextLong(SECOND);
      life.take(life.event());
    }
    boolean ended = life.state instanceof Ended;
    assertThat(life.count(Conclude.class)).isEqualTo(ended ? 1 : 0);
    boolean launched = life.count(SubprocessEffect.Launch.class) > 0;
    assertThat(life.count(SubprocessEffect.Launch.class)).isLessThanOrEqualTo(1);
    assertThat(life.count(Release.class)).isEqualTo(ended && launched ? 1 : 0);
    assertThat(life.count(SubprocessEffect.Settle.class)).isLessThanOrEqualTo(1);
    if (ended) {
      assertThat(life.effects.get(life.effects.size() - 1)).isInstanceOf(Conclude.class);
    }
  }

  @Property(tries = 2000)
  void everyLifeEndsByTimeAloneOnceItsEndHasBegun(@ForAll long seed) {
    Life life = new Life(seed);
    life.take(new SubprocessEvent.Admitted());
    for (int i = life.random.nextInt(20); i > 0; i--) {
      life.now += life.random.nextLong(SECOND / 10);
      life.take(life.event());
    }
    if (life.state instanceof Running && life.policy.timeoutNanos() == 0) {
      life.take(new SubprocessEvent.Cancelled("enough", false));
    }
    long begun = life.now;
    for (int ticks = 0; !(life.state instanceof Ended); ticks++) {
      assertThat(life.state.due()).as(life.state.toString()).isNotEqualTo(Due.NEVER);
      assertThat(ticks).isLessThan(100_000);
      if (life.state.due() - life.now > 0) {
        life.now = life.state.due();
      }
      SubprocessState before = life.state;
      life.take(new SubprocessEvent.Tick());
      assertThat(Due.reached(life.state.due(), life.now) && life.state.equals(before)).isFalse();
    }
    long most = 8 * SECOND + life.policy.graceNanos() + SubprocessPolicy.START_LIMIT;
    assertThat(life.now - begun).isLessThanOrEqualTo(most + SubprocessPolicy.AFTER_GRACE);
  }
}
