package io.plimsoll.verification.simulation;

import io.plimsoll.command.StopSignal;
import io.plimsoll.verification.simulation.ProcessPlan.Manners;
import io.plimsoll.verification.simulation.ProcessPlan.Start;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Makes plans from seeds: the same plan from the same seed and number of steps, always. */
final class Generator {

  private static final long MEBIBYTE = ProcessPlan.MEBIBYTE;
  private static final long[] GRACES = {0, 1, 50, 999, 1000, 2000, 5000};
  private static final long[] TIMEOUTS = {0, 1, 30, 500, 1000, 3000, 10_000, 40_000};
  private static final long[] DELAYS = {
    0, 0, 1, 2, 7, 40, 300, 999, 1000, 1001, 3000, 9000, 31_000
  };

  private static final List<Start> STARTS = List.of(Start.values());
  private static final List<Manners> MANNERS = List.of(Manners.values());

  private final SplittableRandom random;
  private final long worstLatency;
  private final int oddity;
  private int commands;
  private int scopes;

  private Generator(long seed) {
    random = new SplittableRandom(seed);
    worstLatency = new long[] {0, 0, 2, 60, 700, 4000}[random.nextInt(6)];
    oddity = 1 + random.nextInt(10);
  }

  static Plan plan(long seed, int steps) {
    Generator generator = new Generator(seed);
    Setup setup = generator.setup();
    List<Action> actions = new ArrayList<>(steps);
    while (actions.size() < steps) {
      generator.act(actions, steps, setup);
    }
    return new Plan(seed, setup, actions);
  }

  private Setup setup() {
    long origin =
        switch (random.nextInt(4)) {
          case 0 -> 0;
          case 1 -> Long.MAX_VALUE - random.nextLong(20_000_000_000L);
          case 2 -> -random.nextLong(20_000_000_000L);
          default -> random.nextLong();
        };
    return new Setup(1 + random.nextInt(4), random.nextInt(6), 2 + random.nextInt(5), origin);
  }

  private void act(List<Action> actions, int steps, Setup setup) {
    int choice = random.nextInt(100);
    if (choice < 30) {
      actions.add(submit());
    } else if (choice < 34) {
      int burst = Math.min(steps - actions.size(), setup.limit() + setup.queue() + 2);
      for (int i = 0; i < burst; i++) {
        actions.add(submit());
      }
    } else if (choice < 72) {
      actions.add(new Action.Pass(pause()));
    } else if (choice < 84) {
      actions.add(new Action.Cancel(random.nextInt(commands + 1), oneIn(3)));
    } else if (choice < 90) {
      actions.add(new Action.Open(++scopes, random.nextInt(scopes + 1)));
    } else if (choice < 95) {
      actions.add(new Action.Close(1 + random.nextInt(scopes + 1)));
    } else if (choice < 98) {
      actions.add(new Action.JumpWall(Duration.ofSeconds(random.nextInt(-100_000, 100_000))));
    } else {
      actions.add(new Action.AskLeases());
    }
  }

  private Duration pause() {
    return switch (random.nextInt(8)) {
      case 0 -> Duration.ofNanos(random.nextInt(2_000_000));
      case 1, 2 -> Duration.ofMillis(random.nextInt(60));
      case 3, 4 -> Duration.ofMillis(random.nextInt(1500));
      case 5, 6 -> Duration.ofMillis(random.nextInt(12_000));
      default -> Duration.ofSeconds(random.nextInt(90));
    };
  }

  private Action submit() {
    return new Action.Submit(command(), oneIn(2) ? 0 : random.nextInt(scopes + 1));
  }

  private CommandPlan command() {
    long timeout = pick(TIMEOUTS);
    boolean limited = timeout > 0 && odd();
    int retries = odd() ? 1 + random.nextInt(3) : 0;
    List<ProcessPlan> attempts = new ArrayList<>();
    for (int i = 0; i <= retries; i++) {
      attempts.add(process());
    }
    return new CommandPlan(
        ++commands,
        timeout,
        pick(GRACES),
        limited ? MEBIBYTE * (16 << random.nextInt(6)) : 0,
        odd() && oneIn(2) ? (oneIn(2) ? StopSignal.KILL : StopSignal.INT) : StopSignal.TERM,
        odd() && oneIn(2),
        odd() && oneIn(4),
        odd(),
        retries,
        pick(DELAYS),
        List.copyOf(attempts));
  }

  private ProcessPlan process() {
    boolean grows = odd();
    return new ProcessPlan(
        odd() ? STARTS.get(random.nextInt(STARTS.size())) : Start.WELL,
        odd() ? pick(DELAYS) : random.nextInt(4),
        odd() && oneIn(2) ? ProcessPlan.NEVER : exitDelay(),
        oneIn(2) ? 0 : oneIn(2) ? 1 + random.nextInt(100) : 128 + random.nextInt(20),
        odd() ? (oneIn(2) ? ProcessPlan.NEVER : pick(DELAYS)) : random.nextInt(5),
        odd() && oneIn(2) ? (oneIn(2) ? ProcessPlan.NEVER : pick(DELAYS)) : random.nextInt(3),
        odd() ? 1 + random.nextInt(3) : 0,
        oneIn(3) ? ProcessPlan.NEVER : pick(DELAYS),
        MEBIBYTE * (grows ? 1 + random.nextInt(2000) : 1),
        MEBIBYTE * (grows ? 1 + random.nextInt(1024) : 0),
        odd() ? pick(DELAYS) : 0,
        oneIn(3),
        odd() ? 20 + random.nextInt(2000) : ProcessPlan.NEVER,
        odd() ? pick(DELAYS) : ProcessPlan.NEVER,
        odd() ? MANNERS.get(random.nextInt(MANNERS.size())) : Manners.GOOD,
        latencies());
  }

  private long exitDelay() {
    return oneIn(2) ? random.nextInt(50) : random.nextInt(12_000);
  }

  private List<Long> latencies() {
    List<Long> late = new ArrayList<>();
    int count = 1 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      late.add(worstLatency == 0 || oneIn(3) ? 0 : random.nextLong(worstLatency + 1));
    }
    return List.copyOf(late);
  }

  private long pick(long[] from) {
    return from[random.nextInt(from.length)];
  }

  private boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }

  /** Whether something is out of the ordinary; more often in the plans of some seeds. */
  private boolean odd() {
    return random.nextInt(20) < oddity;
  }
}
