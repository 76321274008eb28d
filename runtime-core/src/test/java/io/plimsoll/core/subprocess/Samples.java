package io.plimsoll.core.subprocess;

import io.plimsoll.command.OutcomeKind;
import io.plimsoll.command.StartFailure;
import io.plimsoll.command.StopSignal;
import io.plimsoll.core.Due;
import io.plimsoll.core.subprocess.SubprocessEvent.Admitted;
import io.plimsoll.core.subprocess.SubprocessEvent.Cancelled;
import io.plimsoll.core.subprocess.SubprocessEvent.Exited;
import io.plimsoll.core.subprocess.SubprocessEvent.InputEnded;
import io.plimsoll.core.subprocess.SubprocessEvent.Settled;
import io.plimsoll.core.subprocess.SubprocessEvent.StartFailed;
import io.plimsoll.core.subprocess.SubprocessEvent.Started;
import io.plimsoll.core.subprocess.SubprocessEvent.Surveyed;
import io.plimsoll.core.subprocess.SubprocessEvent.Tick;
import io.plimsoll.port.ProcessObserver.Survey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** A state of each kind and an event of each kind, by name. Times begin at {@link #NOW}. */
final class Samples {

  static final long SECOND = 1_000_000_000L;
  static final long NOW =
      Math.subtractExact(Long.MAX_VALUE, 3 * SECOND); // so that every table crosses the wrap
  static final long MEBIBYTE = 1L << 20;

  /** Timeout 10 s, grace 5 s, memory 100 MiB, TERM first, survivors ended. */
  static final SubprocessPolicy POLICY =
      new SubprocessPolicy(10 * SECOND, 5 * SECOND, 100 * MEBIBYTE, StopSignal.TERM, true, true);

  static final Stop LATE = new Stop(StopCause.TIMED_OUT, "ran 10 s, allowed 10 s");
  static final Stop LEFT = new Stop(StopCause.EXITED, "");
  static final Vitals VITALS = new Vitals(NOW - SECOND, 5, 2, 2, 5, "sh (1), sleep (2)");

  private Samples() {}

  static Survey members(int count) {
    return new Survey(count, 0, count * MEBIBYTE, count, count + " members");
  }

  static Survey empty(int looks) {
    return new Survey(0, looks, 0, 2, "");
  }

  static Map<String, SubprocessState> states() {
    Map<String, SubprocessState> states = new LinkedHashMap<>();
    states.put("queued", new SubprocessState.Queued(NOW));
    states.put("starting", SubprocessState.Starting.since(NOW, NOW + 10 * SECOND));
    states.put(
        "starting unwanted",
        new SubprocessState.Starting(
            NOW, NOW + SECOND, Optional.of(LATE), false, NOW + 7 * SECOND));
    states.put(
        "running", new SubprocessState.Running(VITALS, NOW + 9 * SECOND, false, NOW + SECOND));
    states.put("stopping left", stopping(LEFT, OptionalInt.of(3), false, false));
    states.put("stopping asked", stopping(LATE, OptionalInt.empty(), false, true));
    states.put("stopping empty", stopping(LATE, OptionalInt.empty(), true, true));
    states.put("killing", killing(OptionalInt.of(137), false));
    states.put("killing empty", killing(OptionalInt.empty(), true));
    Verdict verdict =
        new Verdicts(LATE, VITALS, OptionalInt.empty(), 0).after(true, StopSignal.TERM);
    states.put("settling", new SubprocessState.Settling(verdict, NOW + 2 * SECOND, false));
    states.put("ended", new SubprocessState.Ended(verdict));
    return states;
  }

  static SubprocessState.Stopping stopping(
      Stop stop, OptionalInt exit, boolean empty, boolean asked) {
    return new SubprocessState.Stopping(
        stop, VITALS, exit, empty, asked, NOW + 5 * SECOND, NOW + 7 * SECOND, NOW + 1, 1);
  }

  static SubprocessState.Killing killing(OptionalInt exit, boolean empty) {
    return new SubprocessState.Killing(
        LATE,
        VITALS,
        exit,
        true,
        empty,
        true,
        new Patience(NOW + SECOND, NOW + 2 * SECOND, NOW + 10 * SECOND),
        Due.NEVER,
        1);
  }

  static Map<String, SubprocessEvent> events() {
    Map<String, SubprocessEvent> events = new LinkedHashMap<>();
    events.put("admitted", new Admitted());
    events.put("started", new Started(NOW, "pid 7"));
    events.put(
        "startFailed",
        new StartFailed(new StartFailure(StartFailure.Kind.NOT_FOUND, "there is no such program")));
    events.put("exited", new Exited(0));
    events.put("inputEnded", new InputEnded());
    events.put("members", new Surveyed(members(2)));
    events.put("over", new Surveyed(members(200)));
    events.put("empty", new Surveyed(empty(2)));
    events.put("settled", new Settled(0));
    events.put("cancelled", new Cancelled("on purpose", false));
    events.put("atOnce", new Cancelled("on purpose", true));
    events.put("tick", new Tick());
    return events;
  }

  static OutcomeKind kind(SubprocessState state) {
    return ((SubprocessState.Ended) state).verdict().kind();
  }
}
