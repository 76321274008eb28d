package io.plimsoll.core.supervise;

import io.plimsoll.command.Text;
import io.plimsoll.core.ledger.Ledger;
import io.plimsoll.core.subprocess.SubprocessEvent;
import io.plimsoll.core.subprocess.SubprocessState;
import io.plimsoll.growth.Gauge;
import io.plimsoll.growth.GaugeReading;
import io.plimsoll.memory.Holder;
import io.plimsoll.memory.TreeReading;
import io.plimsoll.port.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The commands of a supervisor, as the load line sees them. On the loop.
 *
 * @param hold where they are
 * @param ticker the time
 * @param ledger knows how many have ended so far
 * @param scopes how many scopes are open
 */
record JobCargo(Hold hold, Ticker ticker, Ledger ledger, AtomicInteger scopes)
    implements LoadLine.Cargo {

  /** Where commands are from their acceptance to their end. */
  interface Hold {

    /** All that are accepted and have not ended. */
    Collection<Job> jobs();

    /** Has an event take effect on one. */
    void apply(Job job, SubprocessEvent event);
  }

  /** What has run for less may still be growing into what it needs. */
  private static final long SETTLED = Duration.ofSeconds(10).toNanos();

  private static final int SHOWN = 80;
  private static final String WAITING = "commands that wait";

  @Override
  public List<TreeReading> trees() {
    List<TreeReading> trees = new ArrayList<>();
    long time = ticker.nanos();
    for (Job job : hold.jobs()) {
      if (job.process != null) {
        trees.add(
            new TreeReading(
                job.lease,
                job.residentBytes,
                time - job.openedAt,
                job.unwanted ? 0 : job.retry.left(job.attempt - job.command.attempts().first() + 1),
                !(job.state instanceof SubprocessState.Running)
                    && !(job.state instanceof SubprocessState.Starting)));
      }
    }
    return trees;
  }

  @Override
  public int look(Runnable looked) {
    int asked = 0;
    for (Job job : hold.jobs()) {
      job.looked = null;
      if (job.process != null && job.state instanceof SubprocessState.Running) {
        job.looked = looked;
        job.process.survey(1);
        asked++;
      }
    }
    return asked;
  }

  @Override
  public List<GaugeReading> ofCommands() {
    long time = ticker.nanos();
    int children = 0;
    long together = 0;
    Map<Gauge, Long> byScope = new LinkedHashMap<>();
    List<GaugeReading> trees = new ArrayList<>();
    for (Job job : hold.jobs()) {
      String what = job.process == null ? WAITING : "leases";
      byScope.merge(Gauge.count(what, job.scope.path()), 1L, Long::sum);
      if (job.process != null) {
        children++;
        together += job.residentBytes;
        if (time - job.openedAt >= SETTLED) {
          trees.add(new GaugeReading(Gauge.bytes("tree", named(job)), job.residentBytes));
        }
      }
    }
    List<GaugeReading> all = new ArrayList<>();
    all.add(new GaugeReading(Gauge.count("children", ""), children));
    all.add(new GaugeReading(Gauge.count(WAITING, ""), hold.jobs().size() - children));
    all.add(new GaugeReading(Gauge.count("open scopes", ""), scopes.get()));
    all.add(new GaugeReading(Gauge.bytes("memory of all trees", ""), together));
    all.addAll(trees);
    byScope.forEach((gauge, count) -> all.add(new GaugeReading(gauge, count)));
    return all;
  }

  private static String named(Job job) {
    return job.lease + ", " + Text.visible(job.command.line(), SHOWN);
  }

  @Override
  public long ended() {
    return ledger.ended();
  }

  @Override
  public List<Holder> holders() {
    List<Holder> holders = new ArrayList<>();
    for (Job job : hold.jobs()) {
      if (job.process != null) {
        holders.add(new Holder("tree", job.scope.path(), job.residentBytes, job.command.line()));
      }
    }
    return holders;
  }

  @Override
  public void shed(String lease, String words, boolean atOnce) {
    for (Job job : List.copyOf(hold.jobs())) {
      if (job.lease.equals(lease)) {
        hold.apply(job, new SubprocessEvent.Cancelled(words, atOnce, true));
      }
    }
  }

  @Override
  public void shedAll(String words, boolean atOnce) {
    for (Job job : List.copyOf(hold.jobs())) {
      job.unwanted = true;
      hold.apply(job, new SubprocessEvent.Cancelled(words, atOnce, true));
    }
  }
}
