package io.plimsoll.core.memory;

import io.plimsoll.core.Bounded;
import io.plimsoll.core.Due;
import io.plimsoll.core.Transition;
import io.plimsoll.core.memory.MemoryEffect.AdmitAll;
import io.plimsoll.core.memory.MemoryEffect.AdmitTrial;
import io.plimsoll.core.memory.MemoryEffect.AskConfirmation;
import io.plimsoll.core.memory.MemoryEffect.EnterStage;
import io.plimsoll.core.memory.MemoryEffect.Exit;
import io.plimsoll.core.memory.MemoryEffect.KillTree;
import io.plimsoll.core.memory.MemoryEffect.NextReadingIn;
import io.plimsoll.core.memory.MemoryEffect.RefuseAdmission;
import io.plimsoll.core.memory.MemoryEffect.Restore;
import io.plimsoll.core.memory.MemoryEffect.Shed;
import io.plimsoll.core.memory.MemoryEvent.ConfirmFailed;
import io.plimsoll.core.memory.MemoryEvent.Confirmed;
import io.plimsoll.core.memory.MemoryEvent.Reading;
import io.plimsoll.core.memory.MemoryEvent.Subject;
import io.plimsoll.core.memory.MemoryEvent.TreeGone;
import io.plimsoll.core.memory.MemoryState.Admission;
import io.plimsoll.core.memory.MemoryState.Asking;
import io.plimsoll.core.memory.MemoryState.Gate;
import io.plimsoll.core.memory.MemoryState.Shedding;
import io.plimsoll.core.memory.MemoryState.Victim;
import io.plimsoll.core.memory.Verdicts.Rise;
import io.plimsoll.memory.HeapProof;
import io.plimsoll.memory.Measure;
import io.plimsoll.memory.MemoryReading;
import io.plimsoll.memory.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One decision about the memory while it is made. */
final class Judging implements MemoryEvent.Cases<Transition<MemoryState, MemoryEffect>> {

  private final MemoryPolicy policy;
  private final MemoryState before;
  private final Verdicts verdicts;
  private final long now;

  @Bounded("by the stages: one decision enters each at most once a measure, with one effect")
  private final List<MemoryEffect> effects = new ArrayList<>();

  private Track trees;
  private Optional<Victim> victim;
  private Stage top;
  private Asking asking;
  private Shedding shedding;
  private Gate gate;
  private boolean left;

  Judging(MemoryPolicy policy, MemoryState before, long now) {
    this.policy = policy;
    this.before = before;
    this.now = now;
    this.verdicts = new Verdicts(policy);
    this.trees = before.trees();
    this.victim = before.victim();
    this.top = before.stage();
    this.asking = before.asking();
    this.shedding = before.shedding();
    this.gate = before.gate();
  }

  @Override
  public Transition<MemoryState, MemoryEffect> treeGone(TreeGone event) {
    if (victim.isPresent()) {
      victim = Optional.of(victim.get().ended(event.lease()));
    }
    return decided(before.heap());
  }

  @Override
  public Transition<MemoryState, MemoryEffect> confirmFailed(ConfirmFailed event) {
    asking = asking.answered(false);
    return decided(before.heap());
  }

  @Override
  public Transition<MemoryState, MemoryEffect> confirmed(Confirmed event) {
    asking = asking.answered(true);
    Track heap = proven(before.heap(), event.proof());
    // What was read before the collection counts no more: it held what is freed now.
    return decided(left ? heap : heap.unread());
  }

  private Track proven(Track heap, HeapProof proof) {
    double growth = asking.growth(proof);
    double limit = heap.recent().isEmpty() ? 0 : heap.newest().limit();
    asking = asking.proven(proof, policy.shed().enter() * limit, heap.filling());
    if (heap.recent().isEmpty()) {
      return heap;
    }
    long since = Math.max(0, now - proof.at());
    long grown = proof.bytes() + (long) (growth * since);
    // A reading of before it counts what is freed now.
    long used = heap.newest().at() - proof.at() >= 0 ? used(heap.newest(), growth) : grown;
    return move(
        heap, verdicts.proven(heap, proof.bytes(), Math.min(grown, used), used, growth, since));
  }

  private long used(Sight newest, double growth) {
    return newest.used() + (long) (growth * Math.max(0, now - newest.at()));
  }

  @Override
  public Transition<MemoryState, MemoryEffect> reading(Reading event) {
    Track heap = event.of() == Subject.TREES ? before.heap() : heap(event.own());
    if (event.of() != Subject.HEAP) {
      trees = trees.saw(Verdicts.treesSight(event, now), policy.readings());
      victim = victim.flatMap(it -> it.after(event.trees()));
      if (!left) {
        looked(event, heap);
      }
    }
    if (!left) {
      staying(heap);
      effects.add(new NextReadingIn(Duration.ofNanos(pause(event.own(), heap))));
    }
    return decided(heap);
  }

  private void looked(Reading event, Track heap) {
    trees = step(trees, trees.calmed(policy, now));
    trees = move(trees, verdicts.trees(trees));
    Optional<Victims.Choice> choice = victim(event);
    trees = move(trees, verdicts.treesExit(trees, victim.isPresent() || choice.isPresent()));
    if (!left) {
      victim = choice.isEmpty() ? victim : kill(choice.get());
      ask(verdicts.treesInDoubt(trees), event.own(), heap);
    }
  }

  private long pause(MemoryReading own, Track heap) {
    if (asking.open() || asking.isPressing(policy, own, now)) {
      return MemoryPolicy.SHORTEST_HEAP_PAUSE; // an answer says little without a reading after it
    }
    long unseen = policy.unseen(own);
    return Math.min(unseen, Math.min(policy.pause(heap), policy.pause(trees)));
  }

  private Track heap(MemoryReading own) {
    Track heap = before.heap();
    if (own.heap().live().isPresent()) {
      heap = heap.saw(Verdicts.heapSight(own, now), policy.readings());
      heap = step(heap, heap.calmed(policy, now));
      heap = move(heap, verdicts.heap(heap, own, asking.refused()));
    }
    if (own.heap().proof().isPresent()) {
      heap = proven(heap, own.heap().proof().get());
    }
    boolean waits =
        !asking.refused()
            || asking.open()
            || asking.mayAsk(policy, own, heap.filling(), now)
            || !asking.tellsMore(policy, own);
    heap = move(heap, verdicts.heapExit(heap, own, waits));
    if (!left) {
      ask(verdicts.heapInDoubt(heap, own), own, heap);
    }
    return heap;
  }

  private void ask(Optional<String> doubt, MemoryReading own, Track heap) {
    if (doubt.isPresent() && asking.mayAsk(policy, own, heap.filling(), now)) {
      asking = asking.asked(own, now);
      effects.add(new AskConfirmation(doubt.get()));
    }
  }

  /** Tells of a step down. */
  private Track step(Track from, Track to) {
    if (to.stage() != from.stage()) {
      effects.add(new EnterStage(to.stage(), to.measure(), verdicts.calm(from.stage(), to)));
    }
    return to;
  }

  /** Goes up, through every stage on the way. */
  private Track move(Track track, Optional<Rise> rise) {
    Track at = track;
    while (rise.isPresent() && at.stage().compareTo(rise.get().to()) < 0 && !left) {
      at = at.risen(at.above());
      String words = rise.get().words(policy, at.stage());
      effects.add(new EnterStage(at.stage(), at.measure(), words));
      if (at.stage().compareTo(top) > 0) {
        top = at.stage();
        act(top, words, track.measure() == Measure.TREES && verdicts.outgrowsTheGrace(at));
      }
    }
    return at;
  }

  private void act(Stage stage, String words, boolean atOnce) {
    switch (stage) {
      case SHED -> shed(0.5);
      case REFUSE -> {
        gate = new Gate(Admission.NONE, now);
        effects.add(new RefuseAdmission(words));
      }
      case EXIT -> {
        left = policy.acts();
        effects.add(new Exit(words, atOnce));
      }
      case NORMAL, KILL -> {}
    }
  }

  private void shed(double fraction) {
    shedding = new Shedding(Math.max(MemoryPolicy.LEAST_KEPT, fraction), now);
    effects.add(new Shed(shedding.fraction()));
  }

  /** Whom to end. Who does not act names one as the stage is entered, and waits for nobody. */
  private Optional<Victims.Choice> victim(Reading event) {
    boolean entered = before.trees().stage().compareTo(Stage.KILL) < 0;
    return trees.stage().compareTo(Stage.KILL) >= 0
            && victim.isEmpty()
            && (policy.acts() || entered)
        ? new Victims(policy, trees.newest(), event.trees()).choose()
        : Optional.empty();
  }

  private Optional<Victim> kill(Victims.Choice choice) {
    String lease = choice.tree().lease();
    String words = verdicts.killed(trees, choice);
    effects.add(new KillTree(lease, words, verdicts.outgrowsTheGrace(trees)));
    return policy.acts() ? Optional.of(new Victim(lease, false, 0)) : Optional.empty();
  }

  /** What a stage does as it lasts, and on the way down. */
  private void staying(Track heap) {
    Stage stage = heap.stage().compareTo(trees.stage()) >= 0 ? heap.stage() : trees.stage();
    if (stage == Stage.NORMAL) {
      if (shedding.fraction() < 1) {
        shedding = new Shedding(1, now);
        effects.add(new Restore());
      }
    } else if (isOver(shedding.since())
        && shedding.fraction() > MemoryPolicy.LEAST_KEPT
        && verdicts.isPressed(heap, trees)) {
      shed(shedding.fraction() / 2);
    }
    if (stage.compareTo(Stage.REFUSE) < 0 && gate.admission() == Admission.NONE) {
      gate = new Gate(Admission.TRIAL, now);
      effects.add(new AdmitTrial());
    } else if (gate.admission() == Admission.TRIAL
        && (stage == Stage.NORMAL || isOver(gate.since()))) {
      gate = new Gate(Admission.ALL, now);
      effects.add(new AdmitAll());
    }
  }

  private boolean isOver(long since) {
    return since != Due.NEVER && Due.reached(Due.after(since, policy.dwellNanos()), now);
  }

  private Transition<MemoryState, MemoryEffect> decided(Track heap) {
    return new Transition<>(
        new MemoryState(heap, trees, victim, asking, shedding, gate, left), effects);
  }
}
