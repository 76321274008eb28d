package io.plimsoll.verification.bench.hot;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import io.plimsoll.Plimsoll;
import io.plimsoll.Settings;
import io.plimsoll.resource.Cache;
import io.plimsoll.resource.CachePolicy;
import io.plimsoll.resource.Weigher;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.Control;

/**
 * Gets of what is there, puts, and storms of threads that all miss the same key: our cache, plain
 * Caffeine with the same options, and a map without any bound.
 *
 * <p>The same options are what ours asks of Caffeine: a sum of weights as the bound, a weigher that
 * looks at keys and values, one who is told of evictions, and hits and misses that are counted.
 */
public class CacheBench {

  private static final int ENTRIES = 16_384;
  private static final int MASK = ENTRIES - 1;

  /** What ours counts for the place of an entry, besides key and value. */
  private static final long PLACE = 124;

  /** For JMH. */
  public CacheBench() {}

  /** Keys in no order, and what stands under them. */
  @State(Scope.Benchmark)
  public static class Words {
    private final Integer[] keys = new Integer[ENTRIES];
    private final String[] values = new String[ENTRIES];
    private final long weight;

    /** Makes them. */
    public Words() {
      SplittableRandom random = new SplittableRandom(1);
      for (int i = 0; i < ENTRIES; i++) {
        keys[i] = random.nextInt(ENTRIES);
        values[i] = "value " + i;
      }
      Weigher<Integer, String> weigher = Weigher.usual();
      weight = Arrays.stream(values).mapToLong(value -> weigher.bytes(1, value)).sum();
    }
  }

  /** A bound that so much fills to three quarters, so that the library keeps all its records. */
  private static CachePolicy room(long bytes) {
    return CachePolicy.bytes(bytes * 4 / 3);
  }

  /** Where a thread is in the keys. */
  @State(Scope.Thread)
  public static class Place {
    private int at;

    /** For JMH. */
    public Place() {}

    private int next() {
      return at++ & MASK;
    }
  }

  /**
   * Threads that miss one key after the other, all of them each: a load ends when all have asked
   * for its key, and the next key is asked for by a thread that was served.
   */
  @State(Scope.Benchmark)
  public static class Storm {
    private static final long APART = 1L << 32;

    private final AtomicLong asked = new AtomicLong();
    private final AtomicLong loaded = new AtomicLong();
    private final AtomicLong twice = new AtomicLong();
    private long base;
    private int threads;

    /** For JMH. */
    public Storm() {}

    /** Begins at keys that nobody has asked for. */
    @Setup(Level.Iteration)
    public void begin(BenchmarkParams parameters) {
      threads = parameters.getThreads();
      base += APART;
      asked.set(0);
      loaded.set(0);
    }

    private Long ask(long at) {
      asked.incrementAndGet();
      return base + at;
    }

    /** Is under way until all have asked, or the iteration is over and some ask no more. */
    @SuppressWarnings("ThreadPriorityCheck") // the others may have no processor yet
    private Long load(Long key, Control control) {
      long at = key - base;
      while (asked.get() < threads * (at + 1) && !control.stopMeasurement) {
        Thread.yield();
      }
      if (!control.stopMeasurement && !loaded.compareAndSet(at, at + 1)) {
        twice.incrementAndGet();
      }
      return key;
    }

    private static long served(Long key, @Nullable Long value) {
      if (!key.equals(value)) {
        throw new IllegalStateException("asked for %d, and got %s".formatted(key, value));
      }
      return key;
    }

    /** Looks whether there was one load for each key. */
    @TearDown(Level.Trial)
    public void judge() {
      if (twice.get() > 0) {
        throw new IllegalStateException("%d keys were loaded twice".formatted(twice.get()));
      }
    }
  }

  /** How far a thread is in a storm. */
  @State(Scope.Thread)
  public static class Course {
    private long at;

    /** For JMH. */
    public Course() {}

    /** Begins with all others. */
    @Setup(Level.Iteration)
    public void begin() {
      at = 0;
    }
  }

  /** Ours. */
  @State(Scope.Benchmark)
  @SuppressWarnings("NullAway.Init") // JMH sets it up before it is measured
  public static class Ours {
    private Plimsoll plimsoll;
    private Cache<Integer, String> words;
    private Cache<Long, Long> loaded;

    /** For JMH. */
    public Ours() {}

    /** Fills it. */
    @Setup(Level.Trial)
    public void open(Words all) {
      plimsoll = Plimsoll.start(Settings.defaults());
      long most = all.weight + ENTRIES * PLACE;
      words = plimsoll.cache("words", room(most), Weigher.<Integer, String>usual());
      loaded = plimsoll.cache("loaded", room(most), Weigher.<Long, Long>usual());
      for (int i = 0; i < ENTRIES; i++) {
        words.put(i, all.values[i]);
      }
    }

    /** Closes it. */
    @TearDown(Level.Trial)
    public void close() {
      plimsoll.close();
    }
  }

  /** Plain Caffeine. */
  @State(Scope.Benchmark)
  @SuppressWarnings("NullAway.Init") // JMH sets it up before it is measured
  public static class Plain {
    private final AtomicLong evicted = new AtomicLong();
    private com.github.benmanes.caffeine.cache.Cache<Integer, String> words;
    private com.github.benmanes.caffeine.cache.Cache<Long, Long> loaded;

    /** For JMH. */
    public Plain() {}

    /** Fills it. */
    @Setup(Level.Trial)
    public void open(Words all) {
      Weigher<Integer, String> ofWords = Weigher.usual();
      Weigher<Long, Long> ofLoaded = Weigher.usual();
      long most = room(all.weight).mostBytes();
      words = cache((key, value) -> (int) ofWords.bytes(key, value), most);
      loaded = cache((key, value) -> (int) ofLoaded.bytes(key, value), most);
      for (int i = 0; i < ENTRIES; i++) {
        words.put(i, all.values[i]);
      }
    }

    private <K, V> com.github.benmanes.caffeine.cache.Cache<K, V> cache(
        com.github.benmanes.caffeine.cache.Weigher<K, V> weigher, long most) {
      return Caffeine.newBuilder()
          .maximumWeight(most)
          .weigher(weigher)
          .evictionListener(
              (@Nullable K key, @Nullable V value, RemovalCause cause) -> evicted.incrementAndGet())
          .recordStats()
          .build();
    }
  }

  /** A map, which drops nothing by itself. */
  @State(Scope.Benchmark)
  public static class Unbounded {
    private final ConcurrentMap<Integer, String> words = new ConcurrentHashMap<>();
    private final ConcurrentMap<Long, Long> loaded = new ConcurrentHashMap<>();

    /** For JMH. */
    public Unbounded() {}

    /** Fills it. */
    @Setup(Level.Trial)
    public void open(Words all) {
      for (int i = 0; i < ENTRIES; i++) {
        words.put(i, all.values[i]);
      }
    }
  }

  /** Ours. */
  @Benchmark
  public Optional<String> getOurs(Words all, Place place, Ours ours) {
    return ours.words.get(all.keys[place.next()]);
  }

  /** Plain Caffeine. */
  @Benchmark
  public @Nullable String getPlain(Words all, Place place, Plain plain) {
    return plain.words.getIfPresent(all.keys[place.next()]);
  }

  /** A map. */
  @Benchmark
  public @Nullable String getMap(Words all, Place place, Unbounded map) {
    return map.words.get(all.keys[place.next()]);
  }

  /** Ours. */
  @Benchmark
  public void putOurs(Words all, Place place, Ours ours) {
    int at = place.next();
    ours.words.put(all.keys[at], all.values[at]);
  }

  /** Plain Caffeine. */
  @Benchmark
  public void putPlain(Words all, Place place, Plain plain) {
    int at = place.next();
    plain.words.put(all.keys[at], all.values[at]);
  }

  /** A map. */
  @Benchmark
  public @Nullable String putMap(Words all, Place place, Unbounded map) {
    int at = place.next();
    return map.words.put(all.keys[at], all.values[at]);
  }

  /** Ours. */
  @Benchmark
  public long burstOurs(Storm storm, Course course, Control control, Ours ours) throws Exception {
    Long key = storm.ask(course.at++);
    return Storm.served(key, ours.loaded.get(key, missed -> storm.load(missed, control)));
  }

  /** Plain Caffeine. */
  @Benchmark
  public long burstPlain(Storm storm, Course course, Control control, Plain plain) {
    Long key = storm.ask(course.at++);
    return Storm.served(key, plain.loaded.get(key, missed -> storm.load(missed, control)));
  }

  /** A map; what it holds is taken out as it grows, so that it does not fill the heap. */
  @Benchmark
  public long burstMap(Storm storm, Course course, Control control, Unbounded map) {
    Long key = storm.ask(course.at++);
    Long value = map.loaded.computeIfAbsent(key, missed -> storm.load(missed, control));
    map.loaded.remove(key - ENTRIES);
    return Storm.served(key, value);
  }
}
