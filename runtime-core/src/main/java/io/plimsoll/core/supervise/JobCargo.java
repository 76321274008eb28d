package io.plimsoll.core.supervise;

import io.plimsoll.command.Text;
import io.plimsoll.core.subprocess.SubprocessEvent;
import io.plimsoll.core.subprocess.SubprocessState;
import io.plimsoll.growth.Gauge;
import io.plimsoll.growth.GaugeReading;
import io.plimsoll.memory.Holder;
import io.plimsoll.memory.TreeReading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The commands of a supervisor, as the load line sees them. On the loop.
 *
 * @param jobs all that are accepted and have not ended
 * @param apply has an event take effect on a job
 * @param now the time
 * @param endedSoFar how many have ended so far
 * @param scopes how many scopes are open
 */
record JobCargo(
    Supplier<Collection<Job>> jobs,
    BiConsumer<Job, SubprocessEvent> apply,
    LongSupplier now,
    LongSupplier endedSoFar,
    IntSupplier scopes)
    implements LoadLine.Cargo {

  /** What has run for less may still be growing into what it needs. */
  private static final long SETTLED = Duration.ofSeconds(10).toNanos();

  private static final int SHOWN = 80;
  private static final String WAITING = "commands that wait";

  @Override
  public List<TreeReading> trees() {
    List<TreeReading> trees = new ArrayList<>();
    long time = now.getAsLong();
    for (Job job : jobs.get()) {
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
    for (Job job : jobs.get()) {
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
    long time = now.getAsLong();
    int children = 0;
    long together = 0;
    Map<Gauge, Long> byScope = new LinkedHashMap<>();
    List<GaugeReading> trees = new ArrayList<>();
    for (Job job : jobs.get()) {
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
    all.add(new GaugeReading(Gauge.count(WAITING, ""), jobs.get().size() - children));
    all.add(new GaugeReading(Gauge.count("open scopes", ""), scopes.getAsInt()));
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
    return endedSoFar.getAsLong();
  }

  @Override
  public List<Holder> holders() {
    List<Holder> holders = new ArrayList<>();
    for (Job job : jobs.get()) {
      if (job.process != null) {
        holders.add(new Holder("tree", job.scope.path(), job.residentBytes, job.command.line()));
      }
    }
    return holders;
  }

  @Override
  public void shed(String lease, String words, boolean atOnce) {
    for (Job job : List.copyOf(jobs.get())) {
      if (job.lease.equals(lease)) {
        apply.accept(job, new SubprocessEvent.Cancelled(words, atOnce, true));
      }
    }
  }

  @Override
  public void shedAll(String words, boolean atOnce) {
    for (Job job : List.copyOf(jobs.get())) {
      job.unwanted = true;
      apply.accept(job, new SubprocessEvent.Cancelled(words, atOnce, true));
    }
  }
}
