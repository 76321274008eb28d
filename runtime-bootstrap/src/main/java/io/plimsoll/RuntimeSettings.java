package io.plimsoll;

import io.plimsoll.bootstrap.AdapterIds;
import io.plimsoll.command.ByteSize;
import io.plimsoll.command.Durations;
import io.plimsoll.command.Output;
import io.plimsoll.command.Survivors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * The settings of the runtime itself.
 *
 * @since 0.1.0
 */
public final class RuntimeSettings {

  private static final long LEAST_BUDGET = 64 << 10;

  /** A runtime itself holds a part of that. */
  private static final long LEAST_MEMORY = 128 << 20;

  /** Which adapter starts processes. */
  public static final Setting<String> PROCESS_ADAPTER =
      ofAdapter("process.adapter", "local", "The id of the adapter that starts processes.");

  /** How many commands may be live at once. */
  public static final Setting<Integer> CONCURRENCY =
      Setting.number(
          "process.concurrency",
          Integer.toString(Runtime.getRuntime().availableProcessors()),
          "How many commands may be live at once; by default the number of processors.",
          1,
          10_000);

  /** How many commands may wait. */
  public static final Setting<Integer> QUEUE =
      Setting.number(
          "process.queue",
          "10000",
          "How many commands may wait for a free place; one more is refused.",
          0,
          1_000_000);

  /** How long a command may run. */
  public static final Setting<Duration> TIMEOUT =
      Setting.duration(
          "process.timeout",
          "5m",
          "How long a command may run unless it says otherwise; 0 means without end.",
          Duration.ZERO);

  /** How long a command may take to leave. */
  public static final Setting<Duration> GRACE =
      Setting.duration(
          "process.grace",
          "5s",
          "How long a command may take to leave between the first signal and KILL.",
          Duration.ZERO);

  /** How much memory the tree of a command may hold. */
  public static final Setting<ByteSize> MEMORY =
      Setting.of(
          "process.memory",
          "0",
          "The most resident memory of a command's whole tree unless it says otherwise; 0 means no limit.",
          Size.ANY);

  /** What happens to what a command leaves behind. */
  public static final Setting<Survivors> SURVIVORS =
      Setting.choice(
          "process.survivors",
          Survivors.END,
          "Whether processes that a command leaves behind are ended with it or kept.",
          Survivors.class);

  /** How descendants are held together. */
  public static final Setting<String> CONTAINMENT =
      Setting.of(
          "process.containment",
          "auto",
          "How the descendants of a command are held together; auto takes the strongest that works here.",
          new OneOf(List.of("auto", "cgroup", "session", "cookie", "parents", "namespace")));

  /** How many shells are kept that fork commands. */
  public static final Setting<Integer> FORK_SERVERS =
      Setting.number(
          "process.forkservers",
          "8",
          "How many shells may be kept that fork commands which follow one another, on the level cgroup; with 0 nothing forks them.",
          0,
          1_000);

  /** Whether a first command is expected. */
  public static final Setting<Boolean> READY =
      Setting.flag(
          "process.ready",
          false,
          "Whether what guards commands is made ready while the runtime starts, not with the first command.");

  /** How much of the beginning of an output is kept. */
  public static final Setting<ByteSize> HEAD =
      ofOutput("output.head", "How many bytes are kept from the beginning of a captured output.");

  /** How much of the end of an output is kept. */
  public static final Setting<ByteSize> TAIL =
      ofOutput("output.tail", "How many bytes are kept from the end of a captured output.");

  /** How many scopes may be open. */
  public static final Setting<Integer> SCOPES =
      Setting.number(
          "scope.limit",
          "1000",
          "How many scopes may be open at once; one more is refused.",
          1,
          1_000_000);

  /** Which adapter keeps caches. */
  public static final Setting<String> CACHE_ADAPTER =
      ofAdapter("cache.adapter", "caffeine", "The id of the adapter that keeps caches.");

  /** How many bytes all caches may hold together. */
  public static final Setting<ByteSize> CACHE_BUDGET =
      Setting.of(
          "cache.budget",
          "64m",
          "How many bytes all caches of a runtime may hold together.",
          Size.atLeast(LEAST_BUDGET, "64m"));

  /** How many caches may be open. */
  public static final Setting<Integer> CACHES =
      Setting.number(
          "cache.limit",
          "64",
          "How many caches may be open at once; one more is refused.",
          1,
          10_000);

  /** Which adapter lends connections. */
  public static final Setting<String> POOL_ADAPTER =
      ofAdapter("pool.adapter", "commons", "The id of the adapter that lends connections.");

  /** How many pools may be open. */
  public static final Setting<Integer> POOLS =
      Setting.number(
          "pool.limit",
          "64",
          "How many pools of connections may be open at once; one more is refused.",
          1,
          4_096);

  /** Which adapter keeps callers from what fails. */
  public static final Setting<String> BREAKER_ADAPTER =
      ofAdapter(
          "breaker.adapter",
          "resilience",
          "The id of the adapter that keeps pools from servers that cannot be reached.");

  /** Which adapters take the events. */
  public static final Setting<List<String>> EVENTS_ADAPTERS =
      Setting.of(
          "events.adapter",
          "",
          "The ids of adapters that take every event, besides the program; at most 8, separated by commas.",
          new Ids());

  /** The text that stands for no folder. */
  public static final String NO_FOLDER = "none";

  /** Where the jars of further adapters lie. */
  public static final Setting<String> ADAPTERS_FOLDER =
      Setting.of(
          "adapters.folder",
          NO_FOLDER,
          "The folder of jars of further adapters, or none; auto is adapters in PLIMSOLL_HOME, else in plimsoll in XDG_DATA_HOME (~/.local/share).",
          new Folder("a folder, auto or none"));

  /** Which adapter reads the memory and keeps the gate. */
  public static final Setting<String> MEMORY_ADAPTER =
      ofAdapter(
          "memory.adapter",
          "resilience",
          "The id of the adapter that reads the memory and keeps the gate for new work.");

  /** What the runtime and all its trees may hold together. */
  public static final Setting<ByteSize> MEMORY_LIMIT =
      Setting.of(
          "memory.limit",
          "4g",
          "What the runtime and all its trees may hold together; less where the machine or container is smaller.",
          Size.atLeast(LEAST_MEMORY, "4g"));

  /** What is done at the load line. */
  public static final Setting<LoadMode> MEMORY_MODE =
      Setting.choice(
          "memory.mode",
          LoadMode.ACT,
          "What is done at the load line: act, only watch and say so, or off.",
          LoadMode.class);

  /** How often what is held is counted. */
  public static final Setting<Duration> GROWTH_EVERY =
      Setting.of(
          "growth.every",
          "1s",
          "How often what is held is counted and weighed to see what grows; 20ms to 1m. After 128 times it can be said.",
          new Counted());

  /** What is done at the load line. */
  public enum LoadMode {
    /** All that the stages say. */
    ACT,
    /** Nothing: what would be done is said. */
    WATCH,
    /** Nothing, and nobody looks. */
    OFF
  }

  /** How many births there are for each whose place is noted. */
  public static final Setting<Integer> BIRTHS =
      Setting.number(
          "births.sample",
          "128",
          "Of how many things that are made one has its place in the code noted, for what grows; 1 notes all, 0 none.",
          0,
          1_000_000);

  /** Where runtimes leave notes for one another. */
  public static final Setting<String> STATE =
      Setting.of(
          "state.folder",
          "auto",
          "The folder where runtimes leave notes for one another; auto is plimsoll in XDG_STATE_HOME (~/.local/state).",
          new Folder("a folder or auto"));

  /** Whether what is decided is recorded. */
  public static final Setting<Boolean> RECORDER =
      Setting.flag(
          "recorder.enabled",
          true,
          "Whether what is decided is recorded in the state folder, to be replayed.");

  private static final int MOST_SINKS = 8;

  private RuntimeSettings() {}

  /** All of them, in the order of the documentation. */
  public static List<Setting<?>> all() {
    return List.of(
        PROCESS_ADAPTER,
        CONCURRENCY,
        QUEUE,
        TIMEOUT,
        GRACE,
        MEMORY,
        SURVIVORS,
        CONTAINMENT,
        FORK_SERVERS,
        READY,
        HEAD,
        TAIL,
        SCOPES,
        CACHE_ADAPTER,
        CACHE_BUDGET,
        CACHES,
        POOL_ADAPTER,
        POOLS,
        BREAKER_ADAPTER,
        EVENTS_ADAPTERS,
        ADAPTERS_FOLDER,
        MEMORY_ADAPTER,
        MEMORY_LIMIT,
        MEMORY_MODE,
        GROWTH_EVERY,
        BIRTHS,
        STATE,
        RECORDER);
  }

  /** The id of one adapter. */
  private static Setting<String> ofAdapter(String key, String usual, String about) {
    return Setting.of(key, usual, about, new Id(usual));
  }

  /** How much of one end of an output is kept. */
  private static Setting<ByteSize> ofOutput(String key, String about) {
    return Setting.of(key, "64k", about, Size.atMost(Output.MOST_KEPT_BYTES, "64k"));
  }

  private record Id(String remedy) implements Function<String, String> {

    @Override
    public String apply(String text) {
      String id = text.strip();
      if (!AdapterIds.isFit(id)) {
        throw new IllegalArgumentException(
            "is '%s'; must be 1 to 64 lower-case letters, digits or hyphens; try %s"
                .formatted(text, remedy));
      }
      return id;
    }
  }

  /** One of these words; which of them work here is known to who is told it. */
  private record OneOf(List<String> words) implements Function<String, String> {

    @Override
    public String apply(String text) {
      String word = text.strip().toLowerCase(Locale.ROOT);
      if (!words.contains(word)) {
        throw new IllegalArgumentException(
            "is '%s'; must be one of %s%s"
                .formatted(text, String.join(", ", words), Suggestion.didYouMean(word, words)));
      }
      return word;
    }
  }

  private static final class Ids implements Function<String, List<String>> {

    private static final Id ID = new Id("audit");

    @Override
    public List<String> apply(String text) {
      List<String> ids = new ArrayList<>();
      for (String id : text.split(",")) {
        if (!id.isBlank()) {
          ids.add(ID.apply(id.strip()));
        }
      }
      if (ids.size() > MOST_SINKS || new HashSet<>(ids).size() < ids.size()) {
        throw new IllegalArgumentException(
            "is '%s'; must be at most %d ids that differ; try audit".formatted(text, MOST_SINKS));
      }
      return List.copyOf(ids);
    }
  }

  private record Size(long least, long most, String remedy) implements Function<String, ByteSize> {

    static final Size ANY = new Size(0, Long.MAX_VALUE, "");

    static Size atLeast(long bytes, String remedy) {
      return new Size(bytes, Long.MAX_VALUE, remedy);
    }

    static Size atMost(long bytes, String remedy) {
      return new Size(0, bytes, remedy);
    }

    @Override
    public ByteSize apply(String text) {
      ByteSize size = ByteSize.parse(text);
      if (size.bytes() < least) {
        throw new IllegalArgumentException(
            "is '%s'; must be at least %s; try %s".formatted(text, ByteSize.bytes(least), remedy));
      }
      if (size.bytes() > most) {
        throw new IllegalArgumentException(
            "is '%s'; must be at most %s; try %s".formatted(text, ByteSize.bytes(most), remedy));
      }
      return size;
    }
  }

  private static final class Counted implements Function<String, Duration> {

    private static final Duration LEAST = Duration.ofMillis(20);
    private static final Duration MOST = Duration.ofMinutes(1);

    @Override
    public Duration apply(String text) {
      Duration every = Durations.parse(text);
      if (every.compareTo(LEAST) < 0 || every.compareTo(MOST) > 0) {
        throw new IllegalArgumentException(
            "is '%s'; must be from 20ms to 1m; try 1s".formatted(text));
      }
      return every;
    }
  }

  /** The name of a folder, or a word instead of one. */
  private record Folder(String rule) implements Function<String, String> {

    @Override
    public String apply(String text) {
      if (text.isBlank() || text.indexOf('\0') >= 0) {
        throw new IllegalArgumentException("is '%s'; must be %s; try auto".formatted(text, rule));
      }
      return text;
    }
  }
}
