package io.plimsoll.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.memory.MemoryEffect.AskConfirmation;
import io.plimsoll.core.memory.MemoryEffect.EnterStage;
import io.plimsoll.core.memory.MemoryEffect.Exit;
import io.plimsoll.core.memory.MemoryEffect.KillTree;
import io.plimsoll.core.memory.MemoryEffect.NextReadingIn;
import io.plimsoll.core.memory.MemoryEffect.Shed;
import io.plimsoll.memory.Measure;
import io.plimsoll.memory.Stage;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What holds for every sequence of readings, sensible or not. */
class PolicyPropertiesTest {

  private static final List<Stage> STAGES = List.of(Stage.values());
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  /** A collection of the whole heap has shown so much in use. */
  private record Proof(double part, long at) {}

  /** One session under random readings, with the checks that hold after each of them. */
  private static final class Session {
    final SplittableRandom random;
    final Drive drive;
    final Map<Measure, Stage> stage = new EnumMap<>(Measure.class);
    final Map<Measure, Long> rose = new EnumMap<>(Measure.class);
    double heap;
    double outside = 0.05;
    String victim = "";
    int freshReadings = 2;
    boolean exited;
    long asked = Long.MIN_VALUE;
    long leftThen;
    final Deque<Proof> proofs = new ArrayDeque<>();
    double grew;
    boolean heapOver;
    boolean treesOver;

    Session(long seed, boolean acts) {
      random = new SplittableRandom(seed);
      MemoryPolicy usual = MemoryPolicy.usual();
      drive = new Drive(acts ? usual : usual.watching()).roomy(1 + random.nextInt(2));
      drive.now = random.nextInt(4) == 0 ? Long.MAX_VALUE - random.nextLong(1L << 36) : 0;
      for (Measure measure : Measure.values()) {
        stage.put(measure, Stage.NORMAL);
        rose.put(measure, drive.now - Duration.ofDays(1).toNanos());
      }
    }

    void step() {
      int kind = random.nextInt(20);
      if (kind == 0) {
        String lease = "t" + random.nextInt(6);
        if (random.nextBoolean()) {
          drive.gone(lease);
        }
        told(drive.take(new MemoryEvent.TreeGone(lease)));
        if (lease.equals(victim)) {
          freshReadings = Math.max(freshReadings, 0);
        }
      } else if (kind == 1) {
        told(drive.take(drive.confirmed(Drive.bytes(shown()))));
      } else if (kind == 2) {
        told(drive.take(new MemoryEvent.ConfirmFailed()));
      } else {
        change();
        if (freshReadings >= 0 || drive.trees.stream().noneMatch(t -> t.lease().equals(victim))) {
          freshReadings = Math.max(freshReadings, 0) + 1;
        }
        if (kind == 3) {
          // One that nobody asked for; what came in since may be growth, as far as it is used.
          drive.shows(shown(), Duration.ZERO);
          heapOver |= heap + 0.1 >= 0.75;
        }
        told(drive.readAfter(Duration.ofMillis(50 + random.nextInt(4000))));
      }
    }

    private double shown() {
      double part = heap * random.nextDouble();
      // Of two at the same moment only the first tells of growth.
      if (proofs.isEmpty() || drive.now != proofs.getLast().at) {
        while (proofs.size() > 1 && drive.now - proofs.getFirst().at > SECOND) {
          proofs.removeFirst();
        }
        grew = part - proofs.stream().mapToDouble(Proof::part).min().orElse(part);
        proofs.addLast(new Proof(part, drive.now));
      }
      return part;
    }

    private void change() {
      heap = wander(heap, 0.97);
      outside = wander(outside, 0.6);
      double least = heap * (0.8 + 0.2 * random.nextDouble());
      drive.heap(least, heap, Math.min(1, heap + 0.1)).outside(outside);
      drive.sure(least * (random.nextInt(3) == 0 ? 1 : 0.5));
      int i = random.nextInt(6);
      if (random.nextInt(3) > 0) {
        drive.tree("t" + i, random.nextDouble() * 0.4, random.nextInt(100), random.nextInt(2));
      } else if (random.nextInt(3) == 0) {
        drive.gone("t" + i);
      }
      heapOver |= heap >= 0.75;
      double all =
          outside + heap + drive.trees.stream().mapToDouble(t -> t.residentBytes()).sum() / 1e9;
      treesOver |= all * Drive.LIMIT >= 0.74 * drive.reading().limit();
    }

    private double wander(double from, double most) {
      return Math.max(0.01, Math.min(most, from + (random.nextDouble() - 0.48) * 0.2));
    }

    private void told(List<MemoryEffect> effects) {
      assertThat(exited && !effects.isEmpty()).as("after the end: %s", effects).isFalse();
      assertThat(effects.stream().filter(NextReadingIn.class::isInstance).count()).isLessThan(2);
      effects.forEach(this::check);
    }

    private void check(MemoryEffect effect) {
      if (effect instanceof EnterStage entered) {
        entered(entered);
      } else if (effect instanceof KillTree kill) {
        assertThat(stage.get(Measure.TREES)).isGreaterThanOrEqualTo(Stage.KILL);
        assertThat(drive.trees).anyMatch(tree -> tree.lease().equals(kill.lease()));
        assertThat(freshReadings)
            .as("readings since %s was gone", victim)
            .isGreaterThanOrEqualTo(2);
        assertThat(kill.words()).isNotBlank();
        victim = kill.lease();
        freshReadings = -1;
      } else if (effect instanceof Exit exit) {
        assertThat(stage.containsValue(Stage.EXIT)).isTrue();
        assertThat(exit.words()).isNotBlank();
        exited = drive.policy.acts();
      } else if (effect instanceof AskConfirmation) {
        long left = drive.reading().heap().last().orElse(0);
        assertThat(
                asked == Long.MIN_VALUE
                    || drive.now - asked >= drive.policy.confirmNanos()
                    || left - leftThen >= 0.01 * Drive.LIMIT
                    || grew >= 0.01
                    || (stands() && drive.now - asked >= SECOND)
                    || (provenOver() && drive.reading().heap().used() >= known()))
            .isTrue();
        asked = drive.now;
        leftThen = left;
      } else if (effect instanceof Shed shed) {
        assertThat(shed.fraction()).isBetween(MemoryPolicy.LEAST_KEPT, 0.5);
      } else if (effect instanceof NextReadingIn next) {
        assertThat(next.pause()).isBetween(Duration.ofMillis(20), Duration.ofSeconds(1));
      }
    }

    /** Over the first line by what no collection has freed. */
    private boolean stands() {
      return drive.reading().heap().live().orElse(0) >= 0.75 * Drive.LIMIT;
    }

    private boolean provenOver() {
      return !proofs.isEmpty() && proofs.getLast().part >= 0.75;
    }

    /** What is in use for sure: by the last proof, or less by what was left since. */
    private double known() {
      double proven = proofs.getLast().part * Drive.LIMIT;
      return Math.min(proven, (double) drive.reading().heap().sure().orElse(Drive.LIMIT));
    }

    private void entered(EnterStage entered) {
      Stage from = stage.put(entered.measure(), entered.stage());
      assertThat(entered.words()).startsWith(entered.measure().words());
      boolean heap = entered.measure() == Measure.HEAP;
      assertThat(heap ? heapOver : treesOver).as("it tripped: %s", entered).isTrue();
      assertThat(heap && entered.stage() == Stage.KILL).isFalse();
      int step = STAGES.indexOf(entered.stage()) - STAGES.indexOf(from);
      boolean overKill = heap && (from == Stage.EXIT || entered.stage() == Stage.EXIT);
      assertThat(Math.abs(step)).as("%s from %s", entered, from).isEqualTo(overKill ? 2 : 1);
      if (step > 0) {
        rose.put(entered.measure(), drive.now);
      } else {
        assertThat(drive.now - rose.get(entered.measure()))
            .isGreaterThanOrEqualTo(drive.policy.dwellNanos());
      }
    }
  }

  @Property(tries = 2000)
  void everySequenceOfReadingsKeepsThePromises(@ForAll long seed) {
    run(new Session(seed, true));
  }

  @Property(tries = 500)
  void whoOnlyWatchesJudgesByTheSameRules(@ForAll long seed) {
    Session session = new Session(seed, false);
    session.freshReadings = Integer.MAX_VALUE / 2;
    for (int i = 0; i < 300; i++) {
      session.step();
      session.freshReadings = Integer.MAX_VALUE / 2;
    }
  }

  private static void run(Session session) {
    for (int i = 0; i < 300; i++) {
      session.step();
    }
    assertThat(Drive.of(Exit.class, session.drive.all)).hasSize(session.exited ? 1 : 0);
    assertThat(session.drive.state.stage())
        .isEqualTo(
            session.stage.get(Measure.HEAP).compareTo(session.stage.get(Measure.TREES)) > 0
                ? session.stage.get(Measure.HEAP)
                : session.stage.get(Measure.TREES));
    assertThat(session.drive.state.heap().recent().size()).isLessThanOrEqualTo(3);
  }

  @Property(tries = 200)
  void someSequencesReachEveryStage(@ForAll long seed) {
    Session session = new Session(seed, true);
    for (int i = 0; i < 2000 && !session.exited; i++) {
      session.step();
    }
    assertThat(session.exited).as("a wandering memory comes to its end at last").isTrue();
  }
}
