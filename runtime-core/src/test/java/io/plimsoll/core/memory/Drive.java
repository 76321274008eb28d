package io.plimsoll.core.memory;

import io.plimsoll.core.Transition;
import io.plimsoll.core.memory.MemoryEffect.EnterStage;
import io.plimsoll.memory.HeapProof;
import io.plimsoll.memory.HeapReading;
import io.plimsoll.memory.Measure;
import io.plimsoll.memory.MemoryReading;
import io.plimsoll.memory.Stage;
import io.plimsoll.memory.TreeReading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Drives the policy by hand: figures are set as parts of the limit, then read. */
final class Drive {

  static final long LIMIT = 1_000_000_000;
  private static final double BELOW_THE_LAST_LINE = 0.8749;
  static final Duration SECOND = Duration.ofSeconds(1);

  final MemoryPolicy policy;
  final List<MemoryEffect> all = new ArrayList<>();
  final List<TreeReading> trees = new ArrayList<>();
  MemoryState state = MemoryState.start();
  long now;
  private double live;
  private double last;
  private double used;
  private double sure = -1;
  private double borneOut = -1;
  private double outside;
  private long limit = LIMIT;
  private boolean beside;
  private Optional<HeapProof> proof = Optional.empty();

  Drive(MemoryPolicy policy) {
    this.policy = policy;
  }

  Drive() {
    this(MemoryPolicy.usual());
  }

  /** The limit of all is so many times that of the heap. */
  Drive roomy(int times) {
    limit = LIMIT * times;
    return this;
  }

  /**
   * The heap after each of the last collections. Where trees do not matter, one of the whole of it
   * has borne that out as far as nothing ends by it.
   */
  Drive heap(double part) {
    heap(part, part, part);
    borneOut = limit > LIMIT ? Math.min(part, BELOW_THE_LAST_LINE) : -1;
    return this;
  }

  /** No collection of the whole heap has borne out anything. */
  Drive unproven() {
    borneOut = -1;
    return this;
  }

  Drive heap(double least, double newest, double withGarbage) {
    live = least;
    last = newest;
    used = withGarbage;
    borneOut = -1;
    return this;
  }

  /** The whole heap is collected beside the program. */
  Drive beside() {
    beside = true;
    return this;
  }

  Drive sure(double part) {
    sure = part;
    return this;
  }

  Drive outside(double part) {
    outside = part;
    return this;
  }

  Drive tree(String lease, double part, long seconds, int retries) {
    gone(lease);
    trees.add(
        new TreeReading(lease, bytes(part), Duration.ofSeconds(seconds).toNanos(), retries, false));
    return this;
  }

  void gone(String lease) {
    for (Iterator<TreeReading> each = trees.iterator(); each.hasNext(); ) {
      if (each.next().lease().equals(lease)) {
        each.remove();
      }
    }
  }

  static long bytes(double part) {
    return Math.round(part * LIMIT);
  }

  /** A second later it is read. */
  List<MemoryEffect> read() {
    return readAfter(SECOND);
  }

  List<MemoryEffect> read(int times) {
    List<MemoryEffect> together = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      together.addAll(read());
    }
    return together;
  }

  List<MemoryEffect> readAfter(Duration pause) {
    now += pause.toNanos();
    return take(new MemoryEvent.Reading(reading(), trees, MemoryEvent.Subject.BOTH));
  }

  /** It is read to judge only this. */
  List<MemoryEffect> readAfter(Duration pause, MemoryEvent.Subject of) {
    now += pause.toNanos();
    return take(new MemoryEvent.Reading(reading(), trees, of));
  }

  MemoryReading reading() {
    return new MemoryReading(
        new HeapReading(
            live > 0 ? OptionalLong.of(bytes(live)) : OptionalLong.empty(),
            last > 0 ? OptionalLong.of(bytes(last)) : OptionalLong.empty(),
            surely(),
            bytes(used),
            LIMIT,
            LIMIT,
            told(),
            beside),
        bytes(used + outside),
        bytes(outside),
        limit,
        0);
  }

  private OptionalLong surely() {
    double part = sure >= 0 ? sure : borneOut;
    return part >= 0 ? OptionalLong.of(bytes(part)) : OptionalLong.empty();
  }

  List<MemoryEffect> take(MemoryEvent event) {
    Transition<MemoryState, MemoryEffect> decided = policy.on(state, event, now);
    state = decided.next();
    all.addAll(decided.effects());
    return decided.effects();
  }

  /** A collection of the whole heap that stood everything still has shown so much in use. */
  MemoryEvent confirmed(long bytes) {
    return new MemoryEvent.Confirmed(new HeapProof(bytes, now));
  }

  /** One that nobody asked for has shown so much, so long ago; the next reading tells it. */
  Drive shows(double part, Duration ago) {
    proof = Optional.of(new HeapProof(bytes(part), now - ago.toNanos()));
    return this;
  }

  private Optional<HeapProof> told() {
    Optional<HeapProof> once = proof;
    proof = Optional.empty();
    return once;
  }

  static List<Stage> stages(List<MemoryEffect> effects, Measure measure) {
    return of(EnterStage.class, effects).stream()
        .filter(entered -> entered.measure() == measure)
        .map(EnterStage::stage)
        .toList();
  }

  static <T extends MemoryEffect> List<T> of(Class<T> kind, List<MemoryEffect> effects) {
    return effects.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** The effects but for when it is read next. */
  static List<MemoryEffect> acts(List<MemoryEffect> effects) {
    return effects.stream().filter(it -> !(it instanceof MemoryEffect.NextReadingIn)).toList();
  }

  static Duration pause(List<MemoryEffect> effects) {
    return of(MemoryEffect.NextReadingIn.class, effects).get(0).pause();
  }
}
