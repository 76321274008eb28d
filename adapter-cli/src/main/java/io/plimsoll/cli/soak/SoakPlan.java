package io.plimsoll.cli.soak;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a session is to do.
 *
 * @param operations how many operations at most
 * @param duration how long at most
 * @param kind which commands
 * @param atOnce how many operations at once
 * @param plants what is planted
 * @param stepEvery how often what is planted makes a step
 * @param folder for files of what is planted; whoever made it removes it
 * @param seed of the random numbers of its server
 */
public record SoakPlan(
    int operations,
    Duration duration,
    Kind kind,
    int atOnce,
    List<Leak.Choice> plants,
    Duration stepEvery,
    Path folder,
    long seed) {

  /** Copies the list. */
  public SoakPlan {
    plants = List.copyOf(plants);
  }

  /** Which command an operation runs. */
  public enum Kind {
    /** Python, as the wrapper that began this project did. */
    PYTHON,
    /** The shortest there is. */
    TRUE,
    /** One in eight is Python. */
    MIXED
  }
}
