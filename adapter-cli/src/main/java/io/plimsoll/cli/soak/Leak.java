package io.plimsoll.cli.soak;

import io.plimsoll.Suggestion;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The leaks that can be planted. Each has a healthy twin, named {@code healthy-} and the same. */
public enum Leak {
  /** A map of an adapter that nothing is ever removed from. */
  MAP("a map that nothing is removed from"),
  /** Scopes that are never closed. */
  SCOPES("scopes that are never closed"),
  /** Handles that are never given back. */
  HANDLES("borrowed connections that are never given back"),
  /** Handles that are lost. */
  DROPPED("borrowed connections whose handle is lost"),
  /** Threads that never end. */
  THREADS("threads that never end"),
  /** Descriptors that are never closed. */
  DESCRIPTORS("files that are never closed"),
  /** Listeners that are never removed. */
  LISTENERS("listeners that are never removed"),
  /** A child whose memory creeps. */
  CHILD("a child whose memory creeps", 1),
  /** Children that creep together. */
  CHILDREN("children whose memory creeps together, none by much", Children.TOGETHER),
  /** A queue that is fed faster than it is served. */
  QUEUE("commands that come faster than they are run"),
  /** A journal that is never compacted. */
  JOURNAL("a journal that is never compacted"),
  /** Memory outside the heap. */
  BUFFERS("buffers outside the heap that are never let go");

  private static final String HEALTHY = "healthy-";

  private final String words;
  private final int places;

  Leak(String words) {
    this(words, 0);
  }

  Leak(String words, int places) {
    this.words = words;
    this.places = places;
  }

  /**
   * One that was asked for.
   *
   * @param leak which
   * @param healthy whether it is the twin
   */
  public record Choice(Leak leak, boolean healthy) {

    Plant plant(Ground ground) throws Exception {
      return switch (leak) {
        case MAP -> Plants.map(ground, healthy);
        case SCOPES -> Plants.scopes(ground, healthy);
        case HANDLES -> Plants.handles(ground, healthy);
        case DROPPED -> Plants.dropped(ground, healthy);
        case THREADS -> Plants.threads(ground, healthy);
        case DESCRIPTORS -> Plants.descriptors(ground, healthy);
        case LISTENERS -> Plants.listeners(ground, healthy);
        case CHILD -> Children.one(ground, healthy);
        case CHILDREN -> Children.several(ground, healthy);
        case QUEUE -> Children.queue(ground, healthy);
        case JOURNAL -> Plants.journal(ground, healthy);
        case BUFFERS -> Plants.buffers(ground, healthy);
      };
    }

    /** The name by which it was asked for. */
    @Override
    public String toString() {
      return (healthy ? HEALTHY : "") + leak;
    }
  }

  /** The name by which it is asked for. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What it is, for people. */
  public String words() {
    return words;
  }

  /** How many commands of its own live as long as it does. */
  public int places() {
    return places;
  }

  /**
   * The one of this name.
   *
   * @param problems takes what is wrong with it
   */
  public static Optional<Choice> named(String name, List<String> problems) {
    boolean healthy = name.startsWith(HEALTHY);
    String leak = healthy ? name.substring(HEALTHY.length()) : name;
    List<String> known = Arrays.stream(values()).map(Leak::toString).toList();
    int index = known.indexOf(leak);
    if (index < 0) {
      problems.add(
          "option --plant: is '%s'; must be one of %s, or one of them after healthy-%s"
              .formatted(name, String.join(" ", known), Suggestion.didYouMean(leak, known)));
      return Optional.empty();
    }
    return Optional.of(new Choice(values()[index], healthy));
  }
}
