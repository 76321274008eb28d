package io.plimsoll.core.record;

import io.plimsoll.core.memory.Line;
import io.plimsoll.core.memory.MemoryEffect;
import io.plimsoll.core.memory.MemoryEvent;
import io.plimsoll.core.memory.MemoryPolicy;
import io.plimsoll.core.memory.MemoryState;
import io.plimsoll.core.memory.Sight;
import io.plimsoll.core.memory.Track;
import io.plimsoll.memory.HeapProof;
import io.plimsoll.memory.HeapReading;
import io.plimsoll.memory.MemoryReading;
import io.plimsoll.memory.TreeReading;
import java.util.Optional;

/** Writes what is decided about the memory, as {@link CommandCode} does of commands. */
record MemoryCode(Out out) implements MemoryEvent.Cases<Out>, MemoryEffect.Cases {

  static void policy(Out out, MemoryPolicy policy) {
    line(out, policy.shed());
    line(out, policy.refuse());
    line(out, policy.kill());
    line(out, policy.exit());
    out.number(policy.readings())
        .number(policy.dwellNanos())
        .number(policy.confirmNanos())
        .real(policy.killFloor())
        .flag(policy.acts());
  }

  private static void line(Out out, Line line) {
    out.real(line.enter()).real(line.leave());
  }

  static void state(Out out, MemoryState state) {
    track(out, state.heap());
    track(out, state.trees());
    victim(out, state.victim());
    asking(out, state.asking());
    out.real(state.shedding().fraction()).number(state.shedding().since());
    out.constant(state.gate().admission()).number(state.gate().since());
    out.flag(state.left());
  }

  private static void track(Out out, Track track) {
    out.constant(track.measure()).constant(track.stage()).number(track.calmSince());
    out.count(track.recent().size());
    for (Sight sight : track.recent()) {
      sight(out, sight);
    }
    out.real(track.pace());
  }

  private static void sight(Out out, Sight sight) {
    out.number(sight.sure())
        .number(sight.most())
        .number(sight.used())
        .number(sight.limit())
        .number(sight.at());
  }

  private static void victim(Out out, Optional<MemoryState.Victim> victim) {
    if (out.has(victim)) {
      MemoryState.Victim it = victim.get();
      out.text(it.lease()).flag(it.gone()).number(it.fresh());
    }
  }

  private static void asking(Out out, MemoryState.Asking asking) {
    out.number(asking.at())
        .flag(asking.open())
        .flag(asking.refused())
        .number(asking.worst())
        .number(asking.proven())
        .number(asking.provenAt());
    proof(out, asking.based());
    out.number(asking.grown()).number(asking.vain()).real(asking.pace());
  }

  private static Out proof(Out out, HeapProof proof) {
    return out.number(proof.bytes()).number(proof.at());
  }

  private static Out maybe(Out out, Optional<HeapProof> proof) {
    return out.has(proof) ? proof(out, proof.get()) : out;
  }

  private static void heap(Out out, HeapReading heap) {
    out.maybe(heap.live())
        .maybe(heap.last())
        .maybe(heap.sure())
        .number(heap.used())
        .number(heap.committed())
        .number(heap.most());
    maybe(out, heap.proof()).flag(heap.beside());
  }

  private static void tree(Out out, TreeReading tree) {
    out.text(tree.lease())
        .number(tree.residentBytes())
        .number(tree.ageNanos())
        .number(tree.retriesLeft())
        .flag(tree.ending());
  }

  @Override
  public Out reading(MemoryEvent.Reading event) {
    MemoryReading own = event.own();
    heap(out.tag(2), own.heap());
    out.number(own.resident()).number(own.outside()).number(own.limit()).real(own.stalled());
    out.count(event.trees().size());
    for (TreeReading tree : event.trees()) {
      tree(out, tree);
    }
    return out.constant(event.of());
  }

  @Override
  public Out treeGone(MemoryEvent.TreeGone event) {
    return out.tag(3).text(event.lease());
  }

  @Override
  public Out confirmed(MemoryEvent.Confirmed event) {
    return proof(out.tag(1), event.proof());
  }

  @Override
  public Out confirmFailed(MemoryEvent.ConfirmFailed event) {
    return out.tag(0);
  }

  @Override
  public void enterStage(MemoryEffect.EnterStage effect) {
    out.tag(3).constant(effect.stage()).constant(effect.measure()).text(effect.words());
  }

  @Override
  public void shed(MemoryEffect.Shed effect) {
    out.tag(9).real(effect.fraction());
  }

  @Override
  public void restore(MemoryEffect.Restore effect) {
    out.tag(8);
  }

  @Override
  public void refuseAdmission(MemoryEffect.RefuseAdmission effect) {
    out.tag(7).text(effect.words());
  }

  @Override
  public void admitTrial(MemoryEffect.AdmitTrial effect) {
    out.tag(1);
  }

  @Override
  public void admitAll(MemoryEffect.AdmitAll effect) {
    out.tag(0);
  }

  @Override
  public void killTree(MemoryEffect.KillTree effect) {
    out.tag(5).text(effect.lease()).text(effect.words()).flag(effect.atOnce());
  }

  @Override
  public void askConfirmation(MemoryEffect.AskConfirmation effect) {
    out.tag(2).text(effect.words());
  }

  @Override
  public void exit(MemoryEffect.Exit effect) {
    out.tag(4).text(effect.words()).flag(effect.atOnce());
  }

  @Override
  public void nextReadingIn(MemoryEffect.NextReadingIn effect) {
    out.tag(6).number(effect.pause().toNanos());
  }
}
