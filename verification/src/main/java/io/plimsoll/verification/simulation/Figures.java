package io.plimsoll.verification.simulation;

import io.plimsoll.command.OutcomeKind;
import java.util.EnumMap;
import java.util.Map;

/** What was tried, in numbers. */
final class Figures {

  long seeds;
  long steps;
  long turns;
  long commands;
  long refused;
  long launches;
  long signals;
  long kills;
  long repeated;
  // One number for each kind of outcome.
  final Map<OutcomeKind, Long> outcomes = new EnumMap<>(OutcomeKind.class);

  void outcome(OutcomeKind kind) {
    outcomes.merge(kind, 1L, Long::sum);
  }

  void add(Figures other) {
    seeds += other.seeds;
    steps += other.steps;
    turns += other.turns;
    commands += other.commands;
    refused += other.refused;
    launches += other.launches;
    signals += other.signals;
    kills += other.kills;
    repeated += other.repeated;
    other.outcomes.forEach((kind, count) -> outcomes.merge(kind, count, Long::sum));
  }
}
