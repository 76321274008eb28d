package io.plimsoll.core.supervise;

import io.plimsoll.core.Due;
import io.plimsoll.core.ledger.Lease;
import io.plimsoll.core.ledger.Ledger;
import io.plimsoll.core.subprocess.SubprocessState;
import io.plimsoll.lease.LeaseView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Shows the live leases to those who ask. */
final class Leases {

  private Leases() {}

  /** All of them, the oldest first. */
  static List<LeaseView> views(Ledger ledger, Collection<Job> jobs, long now) {
    Map<String, Job> byLease = new LinkedHashMap<>();
    jobs.forEach(job -> byLease.put(job.lease, job));
    List<LeaseView> views = new ArrayList<>();
    for (Lease lease : ledger.live()) {
      Optional.ofNullable(byLease.get(lease.id()))
          .ifPresent(job -> views.add(view(lease, job, now)));
    }
    return views;
  }

  private static LeaseView view(Lease lease, Job job, long now) {
    Optional<Duration> left =
        job.state instanceof SubprocessState.Running running && running.deadline() != Due.NEVER
            ? Optional.of(Duration.ofNanos(Math.max(0, running.deadline() - now)))
            : Optional.empty();
    return new LeaseView(
        lease.id(),
        lease.kind(),
        lease.scope(),
        job.state.phase().word(),
        Duration.ofNanos(now - lease.openedAt()),
        left,
        job.residentBytes,
        lease.origin());
  }
}
