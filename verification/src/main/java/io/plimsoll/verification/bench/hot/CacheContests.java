package io.plimsoll.verification.bench.hot;

import io.plimsoll.verification.bench.Bench;
import io.plimsoll.verification.bench.Contest;
import io.plimsoll.verification.bench.Contestant;
import io.plimsoll.verification.bench.Goal;
import io.plimsoll.verification.bench.Hall;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Our cache beside plain Caffeine with the same options, and a map without any bound. */
public final class CacheContests implements Bench {

  private static final String CAFFEINE = "Caffeine";
  private static final double TIMES = 1.15;

  /** The bench. */
  public CacheContests() {}

  @Override
  public String name() {
    return "cache";
  }

  @Override
  public String words() {
    return "get of what is there, put, and a storm of threads that miss the same key";
  }

  /** Each JVM is warmed up in itself. */
  @Override
  public int warmups(Hall hall) {
    return 0;
  }

  @Override
  public List<Contest> contests(Hall hall) {
    List<Contest> all = new ArrayList<>();
    for (int threads : hall.quick() ? new int[] {1} : new int[] {1, 2}) {
      String many = threads == 1 ? "1 thread" : threads + " threads";
      all.add(contest(hall, "get of what is there, " + many, "get", threads));
      all.add(contest(hall, "put, " + many, "put", threads));
    }
    for (int threads : hall.quick() ? new int[] {8} : new int[] {2, 8}) {
      all.add(
          contest(hall, "one load for %d threads that miss".formatted(threads), "burst", threads));
    }
    return all;
  }

  private static Contest contest(Hall hall, String title, String work, int threads) {
    List<Contestant> contestants = new ArrayList<>();
    contestants.add(contestant(hall, "ours", work + "Ours", threads));
    contestants.add(contestant(hall, CAFFEINE, work + "Plain", threads));
    if (!hall.quick()) {
      contestants.add(contestant(hall, "ConcurrentHashMap", work + "Map", threads));
    }
    return new Contest(title, "ns/op", false, contestants, List.of(Goal.atMost(TIMES, CAFFEINE)));
  }

  private static Contestant contestant(Hall hall, String name, String method, int threads) {
    return new Contestant(
        name, new JmhTrial(CacheBench.class, method, threads, Map.of(), length(hall, threads)));
  }

  /**
   * Two threads that read one cache stand in each other's way until the library's own buffers of
   * reads are spread over more places: 1 to 3.5 s, at ten times what a read takes after, and as
   * long without ours.
   */
  private static JmhTrial.Length length(Hall hall, int threads) {
    if (hall.quick()) {
      return new JmhTrial.Length(3, 2, 120);
    }
    return threads == 2 ? new JmhTrial.Length(10, 3, 400) : new JmhTrial.Length(3, 3, 300);
  }
}
