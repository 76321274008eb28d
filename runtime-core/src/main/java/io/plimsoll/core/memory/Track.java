package io.plimsoll.core.memory;

import io.plimsoll.core.Due;
import io.plimsoll.memory.Measure;
import io.plimsoll.memory.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Where one measure stands.
 *
 * @param measure which
 * @param stage the stage that it is in
 * @param calmSince since when every reading was below the line at which that stage ends; {@link
 *     Due#NEVER} while one is not
 * @param recent the last readings, the newest last; as many as must agree before a stage is entered
 * @param pace how fast it filled when it was read last before those; 0 where that is not known
 */
public record Track(Measure measure, Stage stage, long calmSince, List<Sight> recent, double pace) {

  /** Of so few readings the pace from before counts too. */
  private static final int FEW = 2;

  /** Copies the list. */
  public Track {
    recent = List.copyOf(recent);
  }

  static Track of(Measure measure) {
    return new Track(measure, Stage.NORMAL, Due.NEVER, List.of(), 0);
  }

  /** The same after one more reading, of which at most so many are remembered. */
  Track saw(Sight sight, int remembered) {
    List<Sight> more = new ArrayList<>(recent);
    more.add(sight);
    return new Track(
        measure,
        stage,
        calmSince,
        more.subList(Math.max(0, more.size() - remembered), more.size()),
        pace);
  }

  /** The same with nothing read: what was read so far counts no more, but for the pace. */
  Track unread() {
    return new Track(measure, stage, calmSince, List.of(), filling());
  }

  /** The same in a higher stage. */
  Track risen(Stage higher) {
    return new Track(measure, higher, Due.NEVER, recent, pace);
  }

  /** The same after the newest reading was compared with the line at which its stage ends. */
  Track calmed(MemoryPolicy policy, long now) {
    if (recent.isEmpty() || stage == Stage.NORMAL) {
      return this;
    }
    long since = isCalm(policy, stage) ? (calmSince == Due.NEVER ? now : calmSince) : Due.NEVER;
    if (since != Due.NEVER && Due.reached(Due.after(since, policy.dwellNanos()), now)) {
      Stage lower = below();
      return new Track(measure, lower, isCalm(policy, lower) ? now : Due.NEVER, recent, pace);
    }
    return new Track(measure, stage, since, recent, pace);
  }

  private boolean isCalm(MemoryPolicy policy, Stage in) {
    return in != Stage.NORMAL && newest().surePart() < policy.line(in).leave();
  }

  /** The next stage on the way up. The heap passes by KILL, which is about trees. */
  Stage above() {
    return switch (stage) {
      case NORMAL -> Stage.SHED;
      case SHED -> Stage.REFUSE;
      case REFUSE -> measure == Measure.HEAP ? Stage.EXIT : Stage.KILL;
      case KILL, EXIT -> Stage.EXIT;
    };
  }

  private Stage below() {
    return switch (stage) {
      case EXIT -> measure == Measure.HEAP ? Stage.REFUSE : Stage.KILL;
      case KILL -> Stage.REFUSE;
      case REFUSE -> Stage.SHED;
      case SHED, NORMAL -> Stage.NORMAL;
    };
  }

  Sight newest() {
    return recent.get(recent.size() - 1);
  }

  /** The part of the limit that each of the last readings showed at least; 0 with too few. */
  double held(int readings) {
    return recent.size() < readings
        ? 0
        : recent.stream().mapToDouble(Sight::surePart).min().orElse(0);
  }

  /** The same with what a collection could free. */
  double heldAtWorst(int readings) {
    return recent.size() < readings
        ? 0
        : recent.stream().mapToDouble(Sight::mostPart).min().orElse(0);
  }

  /** How fast it grew between the last two readings, in bytes a nanosecond; 0 where it shrank. */
  double growth() {
    return recent.size() < 2 ? 0 : rate(recent.get(recent.size() - 2), newest(), this::watched);
  }

  /**
   * How fast it filled at most between two of the last readings, garbage and all, in bytes a
   * nanosecond: of readings that were late because the program stood still, the last two show none.
   */
  double filling() {
    double most = recent.size() <= FEW ? pace : 0;
    for (int i = 1; i < recent.size(); i++) {
      most = Math.max(most, rate(recent.get(i - 1), recent.get(i), Sight::used));
    }
    return most;
  }

  private static double rate(Sight before, Sight after, ToLongFunction<Sight> bytes) {
    long passed = after.at() - before.at();
    long grown = bytes.applyAsLong(after) - bytes.applyAsLong(before);
    return passed <= 0 || grown <= 0 ? 0 : (double) grown / passed;
  }

  /** What the growth is seen by: the heap's worst case, since the least of many lags behind. */
  long watched(Sight sight) {
    return measure == Measure.HEAP ? sight.most() : sight.sure();
  }

  /**
   * Whether it stands over a line and would be over the limit before so many more readings could
   * come, however soon.
   */
  boolean isRunningOver(Line line, int more) {
    if (recent.isEmpty()) {
      return false;
    }
    long held = watched(newest());
    double soon = growth() * more * MemoryPolicy.SHORTEST_PAUSE;
    return held >= line.enter() * newest().limit() && held + soon >= newest().limit();
  }
}
