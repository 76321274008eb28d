package io.plimsoll.verification.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds a shorter plan that breaks the same invariant: drops steps in ever smaller blocks, then
 * takes away what is peculiar about the commands that are left, until nothing more can go.
 */
final class Shrinker {

  /** The most runs that are spent on it. */
  static final int MOST_RUNS = 4_000;

  private final Subject.Maker maker;
  private final String invariant;
  private int runs;

  Shrinker(Subject.Maker maker, String invariant) {
    this.maker = maker;
    this.invariant = invariant;
  }

  Plan shrink(Plan broken) {
    Plan plan = simplerSetup(broken);
    int before;
    do {
      before = runs;
      Plan shorter = dropActions(plan);
      Plan simpler = simplerActions(shorter);
      if (simpler.equals(plan)) {
        return plan;
      }
      plan = simpler;
    } while (runs > before && runs < MOST_RUNS);
    return plan;
  }

  private boolean stillBreaks(Plan plan) {
    if (runs >= MOST_RUNS) {
      return false;
    }
    runs++;
    Violation violation = World.run(plan, maker).violation();
    return violation != null && violation.invariant().equals(invariant);
  }

  private Plan simplerSetup(Plan plan) {
    Setup setup = plan.setup();
    Plan atZero = plan.with(new Setup(setup.limit(), setup.queue(), setup.scopes(), 0));
    return stillBreaks(atZero) ? atZero : plan;
  }

  private Plan dropActions(Plan plan) {
    List<Action> actions = new ArrayList<>(plan.actions());
    int block = Math.max(1, actions.size() / 2);
    while (true) {
      boolean dropped = false;
      for (int from = 0; from < actions.size(); ) {
        List<Action> without = new ArrayList<>(actions.subList(0, from));
        without.addAll(actions.subList(Math.min(actions.size(), from + block), actions.size()));
        if (stillBreaks(plan.with(without))) {
          actions = without;
          dropped = true;
        } else {
          from += block;
        }
      }
      if (block == 1 && !dropped) {
        return plan.with(actions);
      }
      block = Math.max(1, block / 2);
    }
  }

  private Plan simplerActions(Plan plan) {
    List<Action> actions = new ArrayList<>(plan.actions());
    for (int i = 0; i < actions.size(); i++) {
      boolean changed = true;
      while (changed) {
        changed = false;
        for (Action simpler : simpler(actions.get(i))) {
          List<Action> others = new ArrayList<>(actions);
          others.set(i, simpler);
          if (stillBreaks(plan.with(others))) {
            actions = others;
            changed = true;
            break;
          }
        }
      }
    }
    return plan.with(actions);
  }

  private static List<Action> simpler(Action action) {
    List<Action> actions = new ArrayList<>();
    if (action instanceof Action.Submit submit) {
      if (submit.scope() != 0) {
        actions.add(new Action.Submit(submit.plan(), 0));
      }
      submit.plan().simpler().forEach(p -> actions.add(new Action.Submit(p, submit.scope())));
    } else if (action instanceof Action.Pass pass) {
      Duration whole = Duration.ofSeconds(pass.time().toSeconds());
      if (!whole.equals(pass.time())) {
        actions.add(new Action.Pass(whole));
      }
    } else if (action instanceof Action.Cancel cancel && cancel.atOnce()) {
      actions.add(new Action.Cancel(cancel.number(), false));
    }
    return actions;
  }
}
