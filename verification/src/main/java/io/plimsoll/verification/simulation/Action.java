package io.plimsoll.verification.simulation;

import java.time.Duration;

/** One step of a plan: data, so that a plan can be repeated, shortened and shown. */
sealed interface Action {

  /** What it does, for people. */
  String words();

  /** Hands a command over, in a scope; in the outermost one if that one was never opened. */
  record Submit(CommandPlan plan, int scope) implements Action {
    @Override
    public String words() {
      return "submit in scope " + scope + ": " + plan.words();
    }
  }

  /** Asks for the end of a command, if it was accepted. */
  record Cancel(int number, boolean atOnce) implements Action {
    @Override
    public String words() {
      return "cancel command " + number + (atOnce ? " at once" : "");
    }
  }

  /** Opens a scope within another. */
  record Open(int scope, int around) implements Action {
    @Override
    public String words() {
      return "open scope " + scope + " within " + around;
    }
  }

  /** Closes a scope, if it was opened. */
  record Close(int scope) implements Action {
    @Override
    public String words() {
      return "close scope " + scope;
    }
  }

  /** Lets time pass. */
  record Pass(Duration time) implements Action {
    @Override
    public String words() {
      return "let " + time + " pass";
    }
  }

  /** Sets the clock on the wall to another time. */
  record JumpWall(Duration by) implements Action {
    @Override
    public String words() {
      return "set the clock by " + by;
    }
  }

  /** Asks for the live leases. */
  record AskLeases() implements Action {
    @Override
    public String words() {
      return "ask for the live leases";
    }
  }
}
