package io.plimsoll.core.memory;

import io.plimsoll.core.BoundedHistory;
import io.plimsoll.core.Transition;
import io.plimsoll.core.Witness;
import io.plimsoll.growth.GrowthReport;
import io.plimsoll.memory.HeapProof;
import io.plimsoll.memory.Holder;
import io.plimsoll.memory.LoadReport;
import io.plimsoll.memory.MemoryReading;
import io.plimsoll.memory.Stage;
import io.plimsoll.memory.StageEntered;
import io.plimsoll.memory.TreeReading;
import io.plimsoll.port.LazyLogger;
import io.plimsoll.port.Ticker;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what is known of the memory, asks the policy, and has its decisions carried out. For the
 * loop's thread; {@link #stage} is for any. Costs some microseconds a reading.
 *
 * <p>Where the policy only watches, stages are announced and kept as ever, and of the rest it is
 * only told what would be done.
 */
public final class MemoryGuard {

  private static final System.Logger LOG = LazyLogger.of(MemoryGuard.class);

  /** As many stages as a session is likely to enter, and then the last of them. */
  private static final int REMEMBERED = 64;

  private final MemoryPolicy policy;
  private final MemoryActions actions;
  private final Ticker ticker;
  private final BoundedHistory<StageEntered> entered = new BoundedHistory<>(REMEMBERED);
  private @Nullable Witness<MemoryPolicy, MemoryState, MemoryEvent, MemoryEffect> witness;
  private MemoryState state = MemoryState.start();
  private Optional<MemoryEvent.Reading> newest = Optional.empty();
  private volatile Stage stage = Stage.NORMAL;
  private volatile @Nullable String leaving;

  /** A guard that has seen nothing yet. The first reading is up to its owner. */
  public MemoryGuard(MemoryPolicy policy, MemoryActions actions, Ticker ticker) {
    this.policy = policy;
    this.actions = actions;
    this.ticker = ticker;
  }

  /** Has its decisions told to a witness from now on. Before the first reading. */
  public void witnessedBy(Witness<MemoryPolicy, MemoryState, MemoryEvent, MemoryEffect> told) {
    witness = told;
  }

  /** The memory was read, to judge this of it. */
  public void reading(MemoryReading own, List<TreeReading> trees, MemoryEvent.Subject of) {
    MemoryEvent.Reading reading = new MemoryEvent.Reading(own, trees, of);
    newest = Optional.of(reading);
    take(reading);
  }

  /** A tree has ended, whoever ended it. */
  public void gone(String lease) {
    take(new MemoryEvent.TreeGone(lease));
  }

  /** What the collection that was asked for has shown; empty where it failed. */
  public void confirmed(Optional<HeapProof> proof) {
    take(
        proof.<MemoryEvent>map(MemoryEvent.Confirmed::new).orElse(new MemoryEvent.ConfirmFailed()));
  }

  /** The stage now, the higher one of both measures. Any thread; one volatile read. */
  public Stage stage() {
    return stage;
  }

  /** Why everything ends; empty while it does not. Any thread. */
  public Optional<String> leaving() {
    return Optional.ofNullable(leaving);
  }

  /** What happened to the memory so far, with what grows and the largest holders. */
  public LoadReport report(GrowthReport growth, List<Holder> holders) {
    return new LoadReport(
        ticker.wallTime(),
        state.stage(),
        policy.acts(),
        leaving(),
        figures(),
        newest.isPresent() ? newest.get().trees() : List.of(),
        entered.toList(),
        entered.forgotten(),
        growth,
        holders);
  }

  private Optional<MemoryReading> figures() {
    return newest.isPresent() ? Optional.of(newest.get().own()) : Optional.empty();
  }

  private void take(MemoryEvent event) {
    long now = ticker.nanos();
    Transition<MemoryState, MemoryEffect> decided = policy.on(state, event, now);
    if (witness != null) {
      witness.decided(policy, state, event, now, decided);
    }
    state = decided.next();
    stage = state.stage();
    CarryOut all = new CarryOut();
    for (MemoryEffect effect : decided.effects()) {
      carryOut(effect, all);
    }
  }

  /** One effect that fails does not keep the next from being carried out. */
  private static void carryOut(MemoryEffect effect, CarryOut all) {
    try {
      effect.match(all);
    } catch (RuntimeException | Error e) {
      LOG.log(System.Logger.Level.ERROR, "an effect of the load line failed: " + effect, e);
    }
  }

  private void act(String what, Runnable action) {
    if (policy.acts()) {
      action.run();
    } else {
      actions.withheld(what);
    }
  }

  private final class CarryOut implements MemoryEffect.Cases {

    @Override
    public void enterStage(MemoryEffect.EnterStage effect) {
      entered.add(
          new StageEntered(
              ticker.wallTime(), effect.stage(), effect.measure(), figures(), effect.words()));
      actions.announce(effect.stage(), effect.measure(), effect.words());
    }

    @Override
    public void shed(MemoryEffect.Shed effect) {
      act(
          "keep %s of the caches".formatted(effect.fraction()),
          () -> actions.shed(effect.fraction()));
    }

    @Override
    public void restore(MemoryEffect.Restore effect) {
      act("keep all of the caches", actions::relieve);
    }

    @Override
    public void refuseAdmission(MemoryEffect.RefuseAdmission effect) {
      act("take no new work: " + effect.words(), () -> actions.refuse(effect.words()));
    }

    @Override
    public void admitTrial(MemoryEffect.AdmitTrial effect) {
      act("take some new work", actions::trial);
    }

    @Override
    public void admitAll(MemoryEffect.AdmitAll effect) {
      act("take all new work", actions::admit);
    }

    @Override
    public void killTree(MemoryEffect.KillTree effect) {
      act(
          "end " + effect.lease() + ": " + effect.words(),
          () -> actions.kill(effect.lease(), effect.words(), effect.atOnce()));
    }

    @Override
    public void askConfirmation(MemoryEffect.AskConfirmation effect) {
      if (policy.acts()) {
        actions.confirm(effect.words());
      } else {
        confirmed(Optional.empty()); // whoever only watches has nobody's heap collected
      }
    }

    @Override
    public void exit(MemoryEffect.Exit effect) {
      act(
          "end everything: " + effect.words(),
          () -> {
            leaving = effect.words();
            actions.exit(effect.words(), effect.atOnce());
          });
    }

    @Override
    public void nextReadingIn(MemoryEffect.NextReadingIn effect) {
      actions.readIn(effect.pause());
    }
  }
}
