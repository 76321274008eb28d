package io.plimsoll.core.supervise;

import io.plimsoll.core.subprocess.SubprocessEvent;
import io.plimsoll.core.subprocess.SubprocessState;
import io.plimsoll.memory.Holder;
import io.plimsoll.memory.TreeReading;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * The commands of a supervisor, as the load line sees them. On the loop.
 *
 * @param jobs all that are accepted and have not ended
 * @param apply has an event take effect on a job
 * @param now the time
 */
record JobCargo(
    Supplier<Collection<Job>> jobs, BiConsumer<Job, SubprocessEvent> apply, Supplier<Long> now)
    implements LoadLine.Cargo {

  @Override
  public List<TreeReading> trees() {
    List<TreeReading> trees = new ArrayList<>();
    long time = now.get();
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
