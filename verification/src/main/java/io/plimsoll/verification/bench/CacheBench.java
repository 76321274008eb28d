package io.plimsoll.verification.bench;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.plimsoll.Plimsoll;
import io.plimsoll.Settings;
import io.plimsoll.resource.Cache;
import io.plimsoll.resource.CachePolicy;
import io.plimsoll.resource.Weigher;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Gets of what is there, through our cache and through plain Caffeine with the same bound. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH sets it up before it is measured
public class CacheBench {

  private static final int ENTRIES = 16_384;
  private static final int MASK = ENTRIES - 1;

  private final Integer[] keys = new Integer[ENTRIES];
  private Plimsoll plimsoll;
  private Cache<Integer, String> ours;
  private com.github.benmanes.caffeine.cache.Cache<Integer, String> plain;

  /** Where a thread is in the keys. */
  @State(Scope.Thread)
  public static class Place {
    private int at;
  }

  /** Fills both to the half, with keys in no order. */
  @Setup(Level.Trial)
  public void open() {
    plimsoll = Plimsoll.start(Settings.defaults());
    ours =
        plimsoll.cache("bench", CachePolicy.entries(2 * ENTRIES), Weigher.<Integer, String>usual());
    plain = Caffeine.newBuilder().maximumSize(2 * ENTRIES).recordStats().build();
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < ENTRIES; i++) {
      keys[i] = random.nextInt(ENTRIES);
      ours.put(i, "value " + i);
      plain.put(i, "value " + i);
    }
  }

  /** Closes ours. */
  @TearDown(Level.Trial)
  public void close() {
    plimsoll.close();
  }

  /** Ours. */
  @Benchmark
  public Optional<String> ours(Place place) {
    return ours.get(keys[place.at++ & MASK]);
  }

  /** Plain Caffeine. */
  @Benchmark
  public @Nullable String raw(Place place) {
    return plain.getIfPresent(keys[place.at++ & MASK]);
  }
}
