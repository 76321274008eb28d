package io.plimsoll.report;

import io.plimsoll.growth.BirthPlace;
import io.plimsoll.growth.Gauge;
import io.plimsoll.growth.Grown;
import io.plimsoll.growth.GrowthReport;
import io.plimsoll.growth.Series;
import io.plimsoll.memory.Holder;
import io.plimsoll.memory.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Why a session grew, or that it did not. An immutable value; texts are made when they are asked
 * for, in some milliseconds.
 *
 * @param session the id of the session
 * @param started when it began
 * @param ended when this was written, at its end as a rule
 * @param operations how many commands had ended by then
 * @param stage the stage of the load line then
 * @param leaving why everything ended; empty where it did not end at the load line
 * @param heapMarks the load line of the runtime's own heap; empty before the first reading
 * @param marks the load line of the runtime with all its trees; empty before the first reading
 * @param stages the stages that were entered, the oldest first
 * @param forgotten how many older ones are not listed
 * @param growth what grows, and what was read
 * @param birthPlaces where things that are still held came to life
 * @param holders who holds most memory, the largest first
 * @param bounds the bounds in force
 * @since 0.1.0
 */
public record LeakReport(
    String session,
    Instant started,
    Instant ended,
    long operations,
    Stage stage,
    Optional<String> leaving,
    Optional<LoadMarks> heapMarks,
    Optional<LoadMarks> marks,
    List<StageTime> stages,
    long forgotten,
    GrowthReport growth,
    List<BirthPlace> birthPlaces,
    List<Holder> holders,
    List<BoundInForce> bounds) {

  /** What the heap of the runtime holds for sure. */
  public static final Gauge HEAP_LIVE = Gauge.bytes("heap live", "");

  /** What the runtime holds outside its heap; the least of it is watched for growth. */
  public static final Gauge OUTSIDE = Gauge.bytes("memory outside the heap", "");

  /** The same as it is shown beside the load line: the most of it. */
  public static final Gauge BESIDES = Gauge.bytes("runtime besides its heap", "");

  /** What all trees hold. */
  public static final Gauge TREES = Gauge.bytes("trees together", "");

  /** What stands against the limit: the live heap, what is outside it, and all trees. */
  public static final Gauge ALL = Gauge.bytes("runtime and trees", "");

  /** What a report says, in short. */
  public enum Verdict {
    /** Something grows. */
    GROWS,
    /** Something seems to. */
    SEEMS_TO_GROW,
    /** Nothing does. */
    NOTHING_GROWS,
    /** There were too few readings to say. */
    TOO_SHORT
  }

  /** Copies the lists. */
  public LeakReport {
    stages = List.copyOf(stages);
    birthPlaces = List.copyOf(birthPlaces);
    holders = List.copyOf(holders);
    bounds = List.copyOf(bounds);
  }

  /**
   * Reads one back from its plain values.
   *
   * @throws IllegalArgumentException where they are none of a report, with the first thing that is
   *     wrong
   */
  public static LeakReport of(Map<?, ?> values) {
    return new FromMap(values).report();
  }

  /** What it says, in short. */
  public Verdict verdict() {
    for (Grown one : growth.grown()) {
      if (one.state() == Grown.State.CONFIRMED) {
        return Verdict.GROWS;
      }
    }
    if (!findings().isEmpty()) {
      return Verdict.SEEMS_TO_GROW;
    }
    return growth.isTooShort() ? Verdict.TOO_SHORT : Verdict.NOTHING_GROWS;
  }

  /** The same in one sentence, without a full stop. */
  public String headline() {
    return Headline.of(this);
  }

  /** What grows or seems to, each with its cause and what to change, the surest first. */
  public List<Finding> findings() {
    return Findings.of(this);
  }

  /** How long the session was. */
  public Duration length() {
    return started.isBefore(ended) ? Duration.between(started, ended) : Duration.ZERO;
  }

  /** The series of a gauge, where it was kept. */
  public Optional<Series> series(Gauge gauge) {
    return growth.series().stream().filter(one -> one.gauge().equals(gauge)).findFirst();
  }

  /** Lines of text, each ended. */
  public String text() {
    return ReportText.of(this);
  }

  /**
   * The same as maps, lists, strings, numbers and booleans, for JSON; docs/leak-report.schema.json
   * describes it.
   */
  public Map<String, Object> asMap() {
    return ToMap.of(this);
  }
}
