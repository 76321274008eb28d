package io.plimsoll.core.memory;

import io.plimsoll.memory.Measure;
import io.plimsoll.memory.Stage;
import java.time.Duration;

/** What is to be done about the memory. */
public sealed interface MemoryEffect {

  /** Hands this effect to the case that it is. */
  void match(Cases cases);

  /** One case for each effect. */
  interface Cases {

    /** A measure has come to a stage. */
    void enterStage(EnterStage effect);

    /** Give up cached values and unused connections. */
    void shed(Shed effect);

    /** They may be kept again. */
    void restore(Restore effect);

    /** Take no new work. */
    void refuseAdmission(RefuseAdmission effect);

    /** Take some new work, to see how that goes. */
    void admitTrial(AdmitTrial effect);

    /** Take all new work again. */
    void admitAll(AdmitAll effect);

    /** End one tree. */
    void killTree(KillTree effect);

    /** Have the whole heap collected, and tell what it held. */
    void askConfirmation(AskConfirmation effect);

    /** End everything. */
    void exit(Exit effect);

    /** Read again after so long. */
    void nextReadingIn(NextReadingIn effect);
  }

  /** A measure has come to a stage, from below or from above. */
  record EnterStage(Stage stage, Measure measure, String words) implements MemoryEffect {
    @Override
    public void match(Cases cases) {
      cases.enterStage(this);
    }
  }

  /** Caches keep this part of their budgets; parked and idle connections go. */
  record Shed(double fraction) implements MemoryEffect {
    @Override
    public void match(Cases cases) {
      cases.shed(this);
    }
  }

  /** Caches have their whole budgets again. */
  record Restore() implements MemoryEffect {
    @Override
    public void match(Cases cases) {
      cases.restore(this);
    }
  }

  /** Take no new work, for this reason. */
  record RefuseAdmission(String words) implements MemoryEffect {
    @Override
    public void match(Cases cases) {
      cases.refuseAdmission(this);
    }
  }

  /** Take some new work, to see how that goes. */
  record AdmitTrial() implements MemoryEffect {
    @Override
    public void match(Cases cases) {
      cases.admitTrial(this);
    }
  }

  /** Take all new work again. */
  record AdmitAll() implements MemoryEffect {
    @Override
    public void match(Cases cases) {
      cases.admitAll(this);
    }
  }

  /**
   * End one tree.
   *
   * @param lease whose it is
   * @param words why, and why this one
   * @param atOnce without grace: it grows too fast to be asked first
   */
  record KillTree(String lease, String words, boolean atOnce) implements MemoryEffect {
    @Override
    public void match(Cases cases) {
      cases.killTree(this);
    }
  }

  /** Have the whole heap collected off the loop, and tell what it held, for this reason. */
  record AskConfirmation(String words) implements MemoryEffect {
    @Override
    public void match(Cases cases) {
      cases.askConfirmation(this);
    }
  }

  /**
   * End everything.
   *
   * @param words why
   * @param atOnce without grace: trees grow too fast to be asked first
   */
  record Exit(String words, boolean atOnce) implements MemoryEffect {
    @Override
    public void match(Cases cases) {
      cases.exit(this);
    }
  }

  /** Read again after so long. */
  record NextReadingIn(Duration pause) implements MemoryEffect {
    @Override
    public void match(Cases cases) {
      cases.nextReadingIn(this);
    }
  }
}
