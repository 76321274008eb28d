package io.plimsoll.core.subprocess;

import io.plimsoll.command.StopSignal;

/** What is to be done about a command. */
public sealed interface SubprocessEffect {

  /** Hands this effect to the case that it is. */
  void match(Cases cases);

  /** One case for each effect. */
  interface Cases {

    /** Start it. */
    void launch(Launch effect);

    /** Close its input. */
    void closeInput(CloseInput effect);

    /** Signal its tree. */
    void signal(Signal effect);

    /** Look at its tree. */
    void survey(Survey effect);

    /** Read its outputs to their end. */
    void settle(Settle effect);

    /** Let go of all that is held for it. */
    void release(Release effect);

    /** It has ended. */
    void conclude(Conclude effect);
  }

  /** Start it. */
  record Launch() implements SubprocessEffect {
    @Override
    public void match(Cases cases) {
      cases.launch(this);
    }
  }

  /** Close its input. */
  record CloseInput() implements SubprocessEffect {
    @Override
    public void match(Cases cases) {
      cases.closeInput(this);
    }
  }

  /** Signal its tree, for this reason. */
  record Signal(StopSignal signal, String words) implements SubprocessEffect {
    @Override
    public void match(Cases cases) {
      cases.signal(this);
    }
  }

  /** Look at its tree, so many times in a row at most. */
  record Survey(int looks) implements SubprocessEffect {
    @Override
    public void match(Cases cases) {
      cases.survey(this);
    }
  }

  /** Read its outputs to their end. */
  record Settle(long quietNanos, long capNanos) implements SubprocessEffect {
    @Override
    public void match(Cases cases) {
      cases.settle(this);
    }
  }

  /** Let go of all that is held for it. */
  record Release() implements SubprocessEffect {
    @Override
    public void match(Cases cases) {
      cases.release(this);
    }
  }

  /** It has ended. */
  record Conclude(Verdict verdict) implements SubprocessEffect {
    @Override
    public void match(Cases cases) {
      cases.conclude(this);
    }
  }
}
