package io.plimsoll.core.record;

import io.plimsoll.command.StartFailure;
import io.plimsoll.core.subprocess.Stop;
import io.plimsoll.core.subprocess.SubprocessEffect;
import io.plimsoll.core.subprocess.SubprocessEvent;
import io.plimsoll.core.subprocess.SubprocessPolicy;
import io.plimsoll.core.subprocess.SubprocessState;
import io.plimsoll.core.subprocess.Verdict;
import io.plimsoll.core.subprocess.Vitals;
import io.plimsoll.port.ProcessObserver.Survey;
import java.util.Optional;

/**
 * Writes what is decided about commands: the components of each record in their order, before those
 * of a sealed type its place in the {@link Schema}. A test compares it with what is read back.
 */
record CommandCode(Out out)
    implements SubprocessState.Cases<Out>, SubprocessEvent.Cases<Out>, SubprocessEffect.Cases {

  static void policy(Out out, SubprocessPolicy policy) {
    out.number(policy.timeoutNanos())
        .number(policy.graceNanos())
        .number(policy.memoryLimit())
        .constant(policy.firstSignal())
        .flag(policy.endSurvivors())
        .flag(policy.endsWithInput());
  }

  private static Out stop(Out out, Stop stop) {
    return out.constant(stop.cause()).text(stop.words());
  }

  private static Out maybe(Out out, Optional<Stop> stop) {
    return out.has(stop) ? stop(out, stop.get()) : out;
  }

  private static Out failure(Out out, StartFailure failure) {
    return out.constant(failure.kind()).text(failure.words());
  }

  private static Out vitals(Out out, Vitals vitals) {
    return out.number(vitals.startedAt())
        .number(vitals.peakBytes())
        .number(vitals.processes())
        .number(vitals.members())
        .number(vitals.residentBytes())
        .text(vitals.words());
  }

  private static Out verdict(Out out, Verdict verdict) {
    Optional<StartFailure> failure = verdict.failure();
    out.constant(verdict.kind())
        .text(verdict.reason())
        .maybe(verdict.exitCode())
        .maybeConstant(verdict.signal());
    if (out.has(failure)) {
      failure(out, failure.get());
    }
    return vitals(out, verdict.vitals()).flag(verdict.started()).number(verdict.survivors());
  }

  @Override
  public Out queued(SubprocessState.Queued state) {
    return out.tag(2).number(state.since());
  }

  @Override
  public Out starting(SubprocessState.Starting state) {
    out.tag(5).number(state.since()).number(state.due());
    return maybe(out, state.stop()).flag(state.atOnce()).number(state.latest());
  }

  @Override
  public Out running(SubprocessState.Running state) {
    return vitals(out.tag(3), state.vitals())
        .number(state.deadline())
        .flag(state.leaving())
        .number(state.nextReading());
  }

  @Override
  public Out stopping(SubprocessState.Stopping state) {
    stop(out.tag(6), state.stop());
    return vitals(out, state.vitals())
        .maybe(state.exit())
        .flag(state.empty())
        .flag(state.asked())
        .number(state.killAt())
        .number(state.latest())
        .number(state.nextLook())
        .number(state.pause());
  }

  @Override
  public Out killing(SubprocessState.Killing state) {
    stop(out.tag(1), state.stop());
    return vitals(out, state.vitals())
        .maybe(state.exit())
        .flag(state.self())
        .flag(state.empty())
        .flag(state.stuck())
        .number(state.patience().giveUpAt())
        .number(state.patience().deadEnd())
        .number(state.patience().longest())
        .number(state.nextLook())
        .number(state.pause());
  }

  @Override
  public Out settling(SubprocessState.Settling state) {
    return verdict(out.tag(4), state.verdict()).number(state.due()).flag(state.killed());
  }

  @Override
  public Out ended(SubprocessState.Ended state) {
    return verdict(out.tag(0), state.verdict());
  }

  @Override
  public Out admitted(SubprocessEvent.Admitted event) {
    return out.tag(0);
  }

  @Override
  public Out started(SubprocessEvent.Started event) {
    return out.tag(6).number(event.atNanos()).text(event.where());
  }

  @Override
  public Out startFailed(SubprocessEvent.StartFailed event) {
    return failure(out.tag(5), event.failure());
  }

  @Override
  public Out exited(SubprocessEvent.Exited event) {
    return out.tag(2).number(event.status());
  }

  @Override
  public Out inputEnded(SubprocessEvent.InputEnded event) {
    return out.tag(3);
  }

  @Override
  public Out surveyed(SubprocessEvent.Surveyed event) {
    Survey survey = event.survey();
    return out.tag(7)
        .number(survey.members())
        .number(survey.deaf())
        .number(survey.emptyLooks())
        .number(survey.residentBytes())
        .number(survey.everSeen())
        .text(survey.words());
  }

  @Override
  public Out settled(SubprocessEvent.Settled event) {
    return out.tag(4).number(event.holders());
  }

  @Override
  public Out cancelled(SubprocessEvent.Cancelled event) {
    return out.tag(1).text(event.words()).flag(event.atOnce()).flag(event.shed());
  }

  @Override
  public Out tick(SubprocessEvent.Tick event) {
    return out.tag(8);
  }

  @Override
  public void launch(SubprocessEffect.Launch effect) {
    out.tag(2);
  }

  @Override
  public void closeInput(SubprocessEffect.CloseInput effect) {
    out.tag(0);
  }

  @Override
  public void signal(SubprocessEffect.Signal effect) {
    out.tag(5).constant(effect.signal()).text(effect.words());
  }

  @Override
  public void survey(SubprocessEffect.Survey effect) {
    out.tag(6).number(effect.looks());
  }

  @Override
  public void settle(SubprocessEffect.Settle effect) {
    out.tag(4).number(effect.quietNanos()).number(effect.capNanos());
  }

  @Override
  public void release(SubprocessEffect.Release effect) {
    out.tag(3);
  }

  @Override
  public void conclude(SubprocessEffect.Conclude effect) {
    verdict(out.tag(1), effect.verdict());
  }
}
