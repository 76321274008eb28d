package io.plimsoll.verification.bench.hot;

import io.plimsoll.verification.bench.Bench;
import io.plimsoll.verification.bench.Contest;
import io.plimsoll.verification.bench.Contestant;
import io.plimsoll.verification.bench.Goal;
import io.plimsoll.verification.bench.Hall;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Borrow and return, beside raw Commons Pool2, HikariCP and Stormpot. */
public final class PoolContests implements Bench {

  private static final String COMMONS = "Commons Pool2";
  private static final String HIKARI = "HikariCP";

  /** Five times as fast. */
  private static final double FIFTH = 0.2;

  private static final int ROOM = 8;
  private static final int TIGHT = 2;

  /** The bench. */
  public PoolContests() {}

  @Override
  public String name() {
    return "pool";
  }

  @Override
  public String words() {
    return "borrow and return of a connection, each looked at before it is lent";
  }

  /** Each JVM is warmed up in itself. */
  @Override
  public int warmups(Hall hall) {
    return 0;
  }

  @Override
  public List<Contest> contests(Hall hall) {
    List<Contest> all = new ArrayList<>();
    for (int threads : hall.quick() ? new int[] {1} : new int[] {1, 2, 8}) {
      all.add(contest(hall, threads, ROOM, FIFTH));
    }
    all.add(contest(hall, 8, TIGHT, 1));
    return all;
  }

  private static Contest contest(Hall hall, int threads, int room, double most) {
    Map<String, String> aged = Map.of("most", "" + room, "aged", "true");
    Map<String, String> ageless = Map.of("most", "" + room, "aged", "false");
    List<Contestant> contestants = new ArrayList<>();
    contestants.add(contestant(hall, "ours", "ours", threads, room(room)));
    contestants.add(contestant(hall, COMMONS, "commons", threads, room(room)));
    contestants.add(contestant(hall, HIKARI, "hikari", threads, room(room)));
    if (!hall.quick()) {
      contestants.add(contestant(hall, "Stormpot", "stormpot", threads, aged));
      contestants.add(contestant(hall, "Stormpot, ages unseen", "stormpot", threads, ageless));
    }
    return new Contest(
        "%d %s, %d connections".formatted(threads, threads == 1 ? "thread" : "threads", room),
        "ns/op",
        false,
        contestants,
        List.of(Goal.atMost(most, COMMONS), Goal.atMost(1, HIKARI)));
  }

  private static Map<String, String> room(int room) {
    return Map.of("most", "" + room);
  }

  private static Contestant contestant(
      Hall hall, String name, String method, int threads, Map<String, String> parameters) {
    return new Contestant(
        name, new JmhTrial(PoolBench.class, method, threads, parameters, length(hall)));
  }

  private static JmhTrial.Length length(Hall hall) {
    return hall.quick() ? new JmhTrial.Length(3, 2, 120) : new JmhTrial.Length(3, 3, 300);
  }
}
