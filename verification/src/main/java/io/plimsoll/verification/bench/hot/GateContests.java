package io.plimsoll.verification.bench.hot;

import io.plimsoll.verification.bench.Bench;
import io.plimsoll.verification.bench.Contest;
import io.plimsoll.verification.bench.Contestant;
import io.plimsoll.verification.bench.Goal;
import io.plimsoll.verification.bench.Hall;
import io.plimsoll.verification.bench.Outcome;
import io.plimsoll.verification.bench.Sample;
import io.plimsoll.verification.bench.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The check that all new work passes, beside a volatile read. */
public final class GateContests implements Bench {

  private static final String READ = "a volatile read";
  private static final double MORE_NANOS = 2;

  /** The bench. */
  public GateContests() {}

  @Override
  public String name() {
    return "gate";
  }

  @Override
  public String words() {
    return "the check that all new work passes";
  }

  /** Each JVM is warmed up in itself. */
  @Override
  public int warmups(Hall hall) {
    return 0;
  }

  @Override
  public List<Contest> contests(Hall hall) {
    JmhTrial.Length length =
        hall.quick() ? new JmhTrial.Length(3, 2, 120) : new JmhTrial.Length(3, 3, 300);
    return List.of(
        new Contest(
            "admission check, 1 thread",
            "ns/op",
            false,
            List.of(contestant("ours", "ours", length), contestant(READ, "volatileRead", length)),
            List.of(
                new Goal(
                    "at most %s ns more than %s".formatted(MORE_NANOS, READ),
                    outcome -> more(outcome).map(Spread::median),
                    MORE_NANOS,
                    true))));
  }

  private static Contestant contestant(String name, String method, JmhTrial.Length length) {
    return new Contestant(name, new JmhTrial(GateBench.class, method, 1, Map.of(), length));
  }

  /** Ours less the read, round by round. */
  private static Optional<Spread> more(Outcome outcome) {
    List<Sample> mine = outcome.samples().get(outcome.ours());
    List<Sample> theirs = outcome.samples().get(READ);
    if (mine == null || theirs == null) {
      return Optional.empty();
    }
    List<Double> more = new ArrayList<>();
    for (int i = 0; i < Math.min(mine.size(), theirs.size()); i++) {
      more.add(mine.get(i).value() - theirs.get(i).value());
    }
    return Optional.of(Spread.of(more));
  }
}
