package io.plimsoll.core.memory;

import io.plimsoll.core.Transition;
import io.plimsoll.memory.Measure;
import io.plimsoll.memory.MemoryReading;
import io.plimsoll.memory.Stage;
import java.time.Duration;

/**
 * The rules of the load line. Given what is known, an event and the time, it says what follows and
 * what is to be done; it does nothing itself.
 *
 * <p>Two measures are judged apart: what the heap holds for sure, against the most that it may, and
 * the resident memory of the runtime and all its trees, against the limit. Of the runtime's own
 * heap only what is surely in use counts there: garbage ends nobody. Stages are entered in order,
 * each with its effect; {@code KILL} by the trees alone. So many readings in a row must agree on
 * the way up. {@code EXIT} needs one, where growth would cross the limit before the next; and the
 * heap needs a collection of the whole of it that confirms. On the way down each step takes the
 * dwell.
 *
 * @param shed the line at which caches and idle connections are given up
 * @param refuse the line at which no new work is taken
 * @param kill the line at which trees are ended, one at a time
 * @param exit the line at which everything ends; its lower end matters only to who does not act
 * @param readings how many readings in a row must agree before a stage is entered
 * @param dwellNanos how long readings must be below the lower line before a stage is left
 * @param confirmNanos how long nobody may ask for a collection of the whole heap after one was
 *     asked, unless collections have left more since by a twentieth of the limit, or by what was
 *     lacking to the last line where that is less
 * @param killFloor the least part of the limit that a tree must hold to be worth ending
 * @param acts false where it is only watched: nothing ends, so nothing is waited for
 */
public record MemoryPolicy(
    Line shed,
    Line refuse,
    Line kill,
    Line exit,
    int readings,
    long dwellNanos,
    long confirmNanos,
    double killFloor,
    boolean acts) {

  /** What caches may keep at least. */
  public static final double LEAST_KEPT = 0.1;

  /** The heap is so full, garbage included, that a collection is asked for without more ado. */
  static final double LAST_RESORT = 0.98;

  /** A heap that would be full so soon is collected while there is room to do it in. */
  static final long SOON = Duration.ofSeconds(1).toNanos();

  /** By this part of the limit the heap must have grown for another collection to be worth it. */
  static final double WORTH_ASKING = 0.05;

  /** The same of one that was proven to stand just below the last line. */
  static final double LEAST_WORTH = 0.01;

  /** What a tree may take to leave when it is asked; one that grows too fast for that is killed. */
  static final long GRACE = Duration.ofSeconds(5).toNanos();

  /** It takes so long at least until another proof is known, and the program has stopped for it. */
  static final long ACTING = Duration.ofMillis(200).toNanos();

  static final long LONGEST_PAUSE = Duration.ofSeconds(1).toNanos();

  /** Trees are read no sooner again: each reading goes through all processes of the machine. */
  static final long SHORTEST_PAUSE = Duration.ofMillis(50).toNanos();

  /** The heap is read no sooner again: a reading takes some microseconds, time to act some more. */
  static final long SHORTEST_HEAP_PAUSE = Duration.ofMillis(20).toNanos();

  /** The fastest growth that readings are often enough for: 1 GiB a second. */
  static final double UNSEEN_GROWTH = (1L << 30) / 1e9;

  /** So many times sooner where two collections beside the program must come before the limit. */
  private static final int BESIDE = 3;

  /** Refuses lines that are not in order, and figures that mean nothing. */
  public MemoryPolicy {
    if (!(shed.enter() < refuse.enter()
        && refuse.enter() < kill.enter()
        && kill.enter() < exit.enter())) {
      throw new IllegalArgumentException(
          "load line: stages enter at %s, %s, %s, %s; must rise; try 0.75, 0.8, 0.85, 0.875"
              .formatted(shed.enter(), refuse.enter(), kill.enter(), exit.enter()));
    }
    if (readings < 1 || readings > 60) {
      throw new IllegalArgumentException(
          "load line: readings in a row is " + readings + "; must be 1 to 60; try 3");
    }
    if (dwellNanos < 0 || confirmNanos < 0 || !(killFloor >= 0 && killFloor <= 1)) {
      throw new IllegalArgumentException(
          "load line: dwell is %d ns, pause between collections %d ns, kill floor %s; must not be negative, the floor at most 1; try 30 s, 60 s and 0.01"
              .formatted(dwellNanos, confirmNanos, killFloor));
    }
  }

  /** Three readings, half a minute, a collection a minute, a hundredth of the limit. */
  public static MemoryPolicy usual() {
    return new MemoryPolicy(
        new Line(0.75, 0.65),
        new Line(0.80, 0.70),
        new Line(0.85, 0.75),
        new Line(0.875, 0.80),
        3,
        Duration.ofSeconds(30).toNanos(),
        Duration.ofSeconds(60).toNanos(),
        0.01,
        true);
  }

  /** The same decisions for who only reports them. */
  public MemoryPolicy watching() {
    return new MemoryPolicy(
        shed, refuse, kill, exit, readings, dwellNanos, confirmNanos, killFloor, false);
  }

  /** What follows. */
  public Transition<MemoryState, MemoryEffect> on(
      MemoryState state, MemoryEvent event, long nowNanos) {
    return state.left() ? Transition.stay(state) : event.match(new Judging(this, state, nowNanos));
  }

  /** The line of a stage above NORMAL. */
  Line line(Stage stage) {
    return switch (stage) {
      case NORMAL, SHED -> shed;
      case REFUSE -> refuse;
      case KILL -> kill;
      case EXIT -> exit;
    };
  }

  /** The highest stage whose line is reached by this part of the limit. */
  Stage reached(double part) {
    Stage highest = Stage.NORMAL;
    for (Stage stage : Stage.values()) {
      if (stage != Stage.NORMAL && part >= line(stage).enter()) {
        highest = stage;
      }
    }
    return highest;
  }

  /**
   * How soon a measure must be read again, in nanoseconds: before its growth reaches the next line;
   * over the last one, so often that the readings which must agree come before the limit; and, of
   * trees, before growth that nobody saw begin reaches the limit.
   */
  long pause(Track track) {
    if (track.recent().isEmpty()) {
      return LONGEST_PAUSE;
    }
    long limit = track.newest().limit();
    long held = track.watched(track.newest());
    double pause = LONGEST_PAUSE;
    if (track.growth() > 0) {
      boolean over = held >= exit.enter() * limit;
      double room = over ? (double) (limit - held) / readings : nextLine(held, limit) - held;
      pause = Math.min(pause, room / track.growth());
    }
    return track.measure() == Measure.TREES
        ? Math.max(SHORTEST_PAUSE, (long) Math.min(unseen(held, limit, 1), pause))
        : Math.max(SHORTEST_HEAP_PAUSE, (long) pause);
  }

  /** How soon the heap must be read again lest growth that nobody saw begin fills it. */
  long unseen(MemoryReading own) {
    double unseen = unseen(own.heap().used(), own.heapLimit(), own.heap().beside() ? BESIDE : 1);
    return Math.max(SHORTEST_HEAP_PAUSE, (long) unseen);
  }

  /** How soon it must be read again lest growth that nobody saw begin reaches the limit. */
  private static double unseen(long held, long limit, int sooner) {
    return Math.min((double) LONGEST_PAUSE, (limit - held) / UNSEEN_GROWTH / sooner);
  }

  private double nextLine(long held, long limit) {
    for (Stage stage : Stage.values()) {
      double line = line(stage).enter() * limit;
      if (held < line) {
        return line;
      }
    }
    return limit;
  }
}
