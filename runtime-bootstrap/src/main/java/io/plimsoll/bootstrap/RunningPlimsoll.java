package io.plimsoll.bootstrap;

import io.plimsoll.Plimsoll;
import io.plimsoll.RuntimeSettings;
import io.plimsoll.Settings;
import io.plimsoll.command.ByteSize;
import io.plimsoll.command.Durations;
import io.plimsoll.core.ledger.Failures;
import io.plimsoll.core.supervise.Supervisor;
import io.plimsoll.lease.Health;
import io.plimsoll.lease.LeaseView;
import io.plimsoll.port.ProcessLauncher;
import io.plimsoll.port.ProcessLauncher.Fact;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** A running runtime: the outermost scope with everything that keeps it going. */
final class RunningPlimsoll extends RunningScope implements Plimsoll {

  /** What the parts may take to close after the last scope. */
  private static final Duration PARTS = Duration.ofSeconds(10);

  private static final Duration LAST_STEPS = Duration.ofMillis(20);

  private final String session;

  /** What the end of earlier sessions may take besides. */
  private final Duration grace;

  private final Supervisor supervisor;
  private final ProcessLauncher launcher;
  private final RuntimeThreads threads;
  private final Opened opened;
  private final AtomicBoolean closing = new AtomicBoolean();
  private final CompletableFuture<Void> gone = new CompletableFuture<>();

  RunningPlimsoll(
      String session,
      Settings settings,
      Supervisor supervisor,
      ProcessLauncher launcher,
      RuntimeThreads threads,
      Opened opened) {
    super(supervisor, supervisor.root(), threads, bounds(settings));
    this.session = session;
    this.grace = settings.get(RuntimeSettings.GRACE);
    this.supervisor = supervisor;
    this.launcher = launcher;
    this.threads = threads;
    this.opened = opened;
  }

  private static Bounds bounds(Settings settings) {
    return new Bounds(
        kept(settings.get(RuntimeSettings.HEAD)), kept(settings.get(RuntimeSettings.TAIL)));
  }

  private static int kept(ByteSize size) {
    return Math.toIntExact(size.bytes());
  }

  @Override
  public String session() {
    return session;
  }

  @Override
  public Health health() {
    return supervisor.health().threads(threads.count(), threads.bound());
  }

  @Override
  public List<LeaseView> leases() {
    refuseToWaitForItself("leases");
    return leasesNow();
  }

  @Override
  public List<Fact> facts() {
    return launcher.facts();
  }

  @Override
  public String containment() {
    return launcher.containment();
  }

  @Override
  public void close() {
    if (closing.compareAndSet(false, true)) {
      beginEnd();
      // On a thread of its own, so that no interrupt of a caller cuts the end short.
      try {
        threads.daemon(RuntimeThreads.PREFIX + "closer", this::end).start();
      } catch (IllegalStateException | OutOfMemoryError e) {
        end(); // no thread is to be had
      }
    }
    if (!threads.isOwn()) {
      Duration longest = supervisor.longestEnd().plus(PARTS).plus(grace);
      Waiting.Result result = Waiting.quietly(gone, longest);
      (result.done() ? result.failure() : Optional.of(hangs(longest))).ifPresent(this::throwOnce);
    }
  }

  private IllegalStateException hangs(Duration after) {
    return new IllegalStateException(
        "session %s: %s had not come to an end after %s"
            .formatted(session, opened.closing(), Durations.words(after.toNanos())));
  }

  /** Everything in reverse: the scopes, then what carries them. */
  private void end() {
    Failures failures = new Failures();
    awaitScope().ifPresent(failures::add);
    opened.close(failures);
    failures.run(() -> threads.join(LAST_STEPS));
    failures.first().ifPresentOrElse(gone::completeExceptionally, () -> gone.complete(null));
  }
}
