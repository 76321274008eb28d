package io.plimsoll.process;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** How the members of a tree are held together, the strongest first. */
enum ContainmentLevel {
  /** By a control group of the kernel's. */
  CGROUP(
      "a control group for each command, parent links, and the lease in the environment",
      "a process that root moves to another group",
      true),
  /** By a session of the kernel's. */
  SESSION(
      "a session for each command, parent links, and the lease in the environment",
      "a process that leaves its session and its parents and also drops its environment"
          + " (env -i setsid with a double fork)",
      true),
  /** By parent links and by the lease in the environment: where there is {@code /proc}. */
  COOKIE(
      "parent links, and the lease in the environment of each process",
      "a process that leaves its parents and also drops its environment (env -i with a double"
          + " fork)",
      true),
  /** By parent links alone, as the platform tells them. */
  PARENTS(
      "parent links alone",
      "a process whose parent exits before it was seen (a double fork)",
      false),
  /**
   * By a namespace of process ids: only where it is asked for, as a command sees other ids then.
   */
  NAMESPACE(
      "a namespace of process ids for each command, with whose end the kernel ends all that is left",
      "a process that root moves out of it (nsenter); what is left when the command exits gets no"
          + " grace",
      true);

  private static final String KEY = "containment";
  private static final String AUTO = "auto";

  private final String means;
  private final String misses;
  private final boolean kept;

  ContainmentLevel(String means, String misses, boolean kept) {
    this.means = means;
    this.misses = misses;
    this.kept = kept;
  }

  /** Tells which levels work here. */
  interface Trial {

    /** Why a level does not work here, with a remedy; empty where it does. */
    Optional<String> whyNot(ContainmentLevel level);
  }

  /**
   * The level that was asked for, or the strongest that works here.
   *
   * @param trial tells which levels work here
   * @throws IllegalArgumentException if there is no such level, or it does not work here
   */
  static ContainmentLevel chosen(Map<String, String> settings, Trial trial) {
    String asked = settings.getOrDefault(KEY, AUTO);
    return asked.equals(AUTO) ? strongest(trial) : named(asked, trial);
  }

  private static ContainmentLevel strongest(Trial trial) {
    for (ContainmentLevel level : values()) {
      if (level != NAMESPACE && trial.whyNot(level).isEmpty()) {
        return level;
      }
    }
    return PARENTS;
  }

  private static ContainmentLevel named(String asked, Trial trial) {
    for (ContainmentLevel level : values()) {
      if (level.word().equals(asked)) {
        Optional<String> why = trial.whyNot(level);
        if (why.isPresent()) {
          throw new IllegalArgumentException(
              "process.containment: is '%s', which does not work here: %s; or try auto"
                  .formatted(asked, why.get()));
        }
        return level;
      }
    }
    throw new IllegalArgumentException(
        "process.containment: is '%s'; must be one of auto, %s; try auto"
            .formatted(asked, words()));
  }

  /** The word that chooses it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What members are known by, for people. */
  String means() {
    return means;
  }

  /** What it cannot catch, for people. */
  String misses() {
    return misses;
  }

  /** Whether the promises hold on it. */
  boolean kept() {
    return kept;
  }

  private static String words() {
    return Arrays.stream(values()).map(ContainmentLevel::word).collect(Collectors.joining(", "));
  }
}
