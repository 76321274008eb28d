package io.plimsoll.core.memory;

import io.plimsoll.core.memory.MemoryEvent.Reading;
import io.plimsoll.memory.HeapReading;
import io.plimsoll.memory.Measure;
import io.plimsoll.memory.MemoryReading;
import io.plimsoll.memory.Stage;
import io.plimsoll.memory.TreeReading;
import java.util.Optional;

/** How far each measure rises, and why, in words. */
record Verdicts(MemoryPolicy policy) {

  /** A heap that grows by this part of the limit in a second fills faster than it can be judged. */
  private static final double FAST = 0.25;

  /**
   * A measure that rises.
   *
   * @param to the stage that it comes to
   * @param held what it holds, in words
   * @param why what more there is to say
   */
  record Rise(Stage to, String held, String why) {

    /** Why it enters this stage on the way. */
    String words(MemoryPolicy policy, Stage stage) {
      return "%s, line %s, %s".formatted(held, policy.line(stage).enter(), why);
    }
  }

  static Sight heapSight(MemoryReading own, long now) {
    HeapReading heap = own.heap();
    long live = heap.live().orElse(0);
    long most = Math.max(live, heap.last().orElse(0));
    return new Sight(live, most, heap.used(), own.heapLimit(), now);
  }

  static Sight treesSight(Reading event, long now) {
    MemoryReading own = event.own();
    long outside =
        own.outside() + event.trees().stream().mapToLong(TreeReading::residentBytes).sum();
    long live = own.heap().live().orElse(0);
    long sure = Math.min(live, own.heap().sure().orElse(0));
    return new Sight(outside + sure, outside + live, 0, own.limit(), now);
  }

  /**
   * The heap, as far as the least of many readings goes and a collection of the whole of it has
   * borne that out: where parts of it are collected often, garbage in the rest stands through
   * sixteen of them.
   *
   * @param refused whether nobody has it collected as a whole, so that those readings alone count
   */
  Optional<Rise> heap(Track heap, MemoryReading own, boolean refused) {
    Stage stands = stands(heap);
    return rise(heap, refused ? stands : least(stands, borneOut(own)), agreed());
  }

  private Stage stands(Track heap) {
    return least(policy.reached(heap.held(policy.readings())), Stage.REFUSE);
  }

  private Stage borneOut(MemoryReading own) {
    return policy.reached((double) own.heap().sure().orElse(0) / own.heapLimit());
  }

  /**
   * The trees, as far as nothing ends for good. A tree is ended after one reading where growth
   * would cross the limit before the others have come and the tree is gone.
   */
  Optional<Rise> trees(Track trees) {
    return trees.isRunningOver(policy.kill(), policy.readings() + 1)
        ? rise(trees, Stage.KILL, grows(trees, "over the limit before more could be seen"))
        : rise(trees, least(policy.reached(trees.held(policy.readings())), Stage.KILL), agreed());
  }

  private static String grows(Track track, String then) {
    return "grows %s a second: %s".formatted(Figures.size((long) (track.growth() * 1e9)), then);
  }

  /**
   * The heap at its last line. It ends only what a collection of the whole heap has confirmed, or
   * what stands after sixteen others while none may be asked for.
   */
  Optional<Rise> heapExit(Track heap, MemoryReading own, boolean willBeAsked) {
    if (!isNear(heap, own)) {
      return Optional.empty();
    }
    long limit = own.heapLimit();
    long live = own.heap().live().orElse(0);
    long sure = Math.min(live, own.heap().sure().orElse(0));
    if (sure >= policy.exit().enter() * limit) {
      return exit(Measure.HEAP, sure, limit, "confirmed by a collection of the whole heap");
    }
    return willBeAsked || heap.held(policy.readings()) < policy.exit().enter()
        ? Optional.empty()
        : exit(Measure.HEAP, live, limit, agreed() + ", none less after any of 16 collections");
  }

  /**
   * The heap after a collection of the whole of it. It is over the last line also if another one
   * would end after the heap is full.
   *
   * @param bytes what this one has proven
   * @param by what it holds of that kind by now
   * @param used what it holds by now, garbage and all
   * @param growth how fast it grows by what this collection and the one before it have proven, in
   *     bytes a nanosecond
   * @param since how long ago it held what this one has proven, in nanoseconds
   */
  Optional<Rise> proven(Track heap, long bytes, long by, long used, double growth, long since) {
    long limit = heap.newest().limit();
    if (bytes >= policy.exit().enter() * limit) {
      return exit(Measure.HEAP, bytes, limit, "confirmed by a collection of the whole heap");
    }
    // Two readings before it can be asked for, and as long again as this one took. Of a heap that
    // grows so fast what is used is held, as far as can be told in time.
    boolean fast = growth * MemoryPolicy.SOON >= FAST * limit;
    long until = Math.max(MemoryPolicy.ACTING, 2 * MemoryPolicy.SHORTEST_HEAP_PAUSE + since);
    double next = (fast ? used : by) + growth * (double) until;
    return by >= policy.shed().enter() * limit && next >= limit
        ? exit(
            Measure.HEAP,
            by,
            limit,
            "grows %s a second: full before the whole of it could be collected again"
                .formatted(Figures.size((long) (growth * 1e9))))
        : Optional.empty();
  }

  /**
   * The trees at their last line. While one is being ended, or one is left whose end helps, that is
   * given its time, unless the limit would be crossed meanwhile.
   */
  Optional<Rise> treesExit(Track trees, boolean helped) {
    Sight newest = trees.newest();
    if (trees.isRunningOver(policy.exit(), policy.readings() - 1)) {
      String why = grows(trees, "over the limit before that could be seen again");
      return exit(Measure.TREES, newest.sure(), newest.limit(), why);
    }
    boolean over = trees.held(policy.readings()) >= policy.exit().enter();
    return over && !(helped && policy.acts())
        ? exit(Measure.TREES, newest.sure(), newest.limit(), agreed() + ", no tree helps by ending")
        : Optional.empty();
  }

  private static Optional<Rise> exit(Measure measure, long bytes, long limit, String why) {
    return Optional.of(new Rise(Stage.EXIT, Figures.held(measure, bytes, limit), why));
  }

  /** Why the heap must be collected, where it must. */
  Optional<String> heapInDoubt(Track heap, MemoryReading own) {
    if (isNear(heap, own)) {
      return Optional.of(
          "%s after the last collection, %s with garbage; line %s"
              .formatted(
                  Figures.held(Measure.HEAP, own.heap().last().orElse(0), own.heapLimit()),
                  Figures.size(own.heap().used()),
                  policy.exit().enter()));
    }
    Stage stands = stands(heap);
    if (stands.compareTo(heap.stage()) > 0) {
      Sight newest = heap.newest();
      return Optional.of(
          "%s after each of the last collections; line %s"
              .formatted(
                  Figures.held(Measure.HEAP, newest.sure(), newest.limit()),
                  policy.line(stands).enter()));
    }
    boolean stuck =
        heap.stage() == Stage.REFUSE
            && !heap.recent().isEmpty()
            && heap.newest().surePart() >= policy.refuse().leave()
            && heap.newest().surePart() < policy.refuse().enter();
    return stuck
        ? Optional.of(
            "%s, between the lines %s and %s"
                .formatted(
                    Figures.held(Measure.HEAP, heap.newest().sure(), heap.newest().limit()),
                    policy.refuse().leave(),
                    policy.refuse().enter()))
        : Optional.empty();
  }

  /** Why the heap must be collected before the runtime and its trees can be judged. */
  Optional<String> treesInDoubt(Track trees) {
    Stage atWorst = policy.reached(trees.heldAtWorst(policy.readings()));
    Sight newest = trees.newest();
    return atWorst.compareTo(trees.stage()) <= 0
        ? Optional.empty()
        : Optional.of(
            "%s if all of the heap is in use, %s if none but what is sure; line %s"
                .formatted(
                    Figures.held(Measure.TREES, newest.most(), newest.limit()),
                    Figures.size(newest.sure()),
                    policy.line(atWorst).enter()));
  }

  private boolean isNear(Track heap, MemoryReading own) {
    return heap.heldAtWorst(policy.readings()) >= policy.exit().enter()
        || isFilling(heap, own)
        || own.heap().used() >= MemoryPolicy.LAST_RESORT * own.heapLimit();
  }

  /**
   * Whether the heap is soon full if nothing of it can be freed. Readings after a collection come
   * late where it grows fast: some collectors look at nothing until a third of the heap is full
   * anew. Where a collection of the whole heap stops the program, those so far must have left much,
   * so that garbage alone cannot be it.
   */
  private boolean isFilling(Track heap, MemoryReading own) {
    long limit = own.heapLimit();
    return (own.heap().beside() || own.heap().last().orElse(0) >= policy.shed().leave() * limit)
        && own.heap().used() + heap.filling() * MemoryPolicy.SOON >= limit;
  }

  private Optional<Rise> rise(Track track, Stage to, String why) {
    if (to.compareTo(track.stage()) <= 0) {
      return Optional.empty();
    }
    Sight newest = track.newest();
    return Optional.of(
        new Rise(to, Figures.held(track.measure(), newest.sure(), newest.limit()), why));
  }

  private String agreed() {
    return policy.readings() == 1 ? "1 reading" : policy.readings() + " readings";
  }

  private static Stage least(Stage a, Stage b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  /** Why a stage is left. */
  String calm(Stage left, Track track) {
    Sight newest = track.newest();
    return "%s, below %s for %s"
        .formatted(
            Figures.held(track.measure(), newest.sure(), newest.limit()),
            policy.line(left).leave(),
            Figures.seconds(policy.dwellNanos()));
  }

  /** Why this tree is ended. */
  String killed(Track trees, Victims.Choice choice) {
    Sight newest = trees.newest();
    return "%s, line %s: %s"
        .formatted(
            Figures.held(Measure.TREES, newest.sure(), newest.limit()),
            policy.kill().enter(),
            choice.words());
  }

  /** Whether a tree that is asked to leave would take the memory over the limit meanwhile. */
  boolean outgrowsTheGrace(Track trees) {
    Sight newest = trees.newest();
    return newest.sure() + trees.growth() * MemoryPolicy.GRACE >= newest.limit();
  }

  /** Whether a measure is still at or over the line at which shedding begins. */
  boolean isPressed(Track heap, Track trees) {
    return isPressed(heap) || isPressed(trees);
  }

  private boolean isPressed(Track track) {
    return !track.recent().isEmpty() && track.newest().surePart() >= policy.shed().enter();
  }
}
