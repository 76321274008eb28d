package io.plimsoll.verification.chaos;

import io.plimsoll.verification.workload.Findings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A runtime that is killed over 150 commands, daemons and deaf ones among them. */
final class Orphaned {

  private static final int JOBS = 150;
  private static final long GRACE_MILLIS = 1_000;
  private static final long ALLOWED_MILLIS = 2_000;

  private static final List<Mischief> KINDS =
      List.of(Mischief.HEEDS_TERM, Mischief.SCOPED, Mischief.IGNORES_TERM, Mischief.CANCELLED);

  /** How long those are waited for that were left, to tell late from never. */
  private static final long LATE_MILLIS = 10_000;

  private final Path plimsoll;
  private final Path folder;

  Orphaned(Path plimsoll, Path folder) {
    this.plimsoll = plimsoll;
    this.folder = folder;
  }

  void run(Findings findings) throws IOException, InterruptedException {
    Toolbox tools = Toolbox.in(folder);
    List<String> jobs = new ArrayList<>();
    for (int i = 0; i < JOBS; i++) {
      jobs.add(tools.job(i, KINDS.get(i % KINDS.size()), "\"timeout\":\"5m\""));
    }
    Path file = Files.write(folder.resolve("jobs"), jobs);
    List<String> arguments =
        List.of("--grace", GRACE_MILLIS + "ms", "--concurrency", JOBS + "", file.toString());
    try (BatchProcess batch = BatchProcess.start(plimsoll, folder, arguments)) {
      int alive = alive(tools);
      batch.kill();
      long killed = System.nanoTime();
      int left = Marked.left(tools.mark(), GRACE_MILLIS + ALLOWED_MILLIS);
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - killed);
      findings.figure("runtime killed over so many processes of " + JOBS + " commands", alive);
      findings.figure("runtime killed: ms until none was left", left == 0 ? millis : "never");
      String who = Marked.described(tools.mark(), Set.of());
      int late = Marked.left(tools.mark(), LATE_MILLIS);
      findings.require(
          left == 0,
          "runtime killed: %d of %d processes left after %d ms (%s), %d %d ms later"
              .formatted(left, alive, millis, who, late, LATE_MILLIS));
    } finally {
      Marked.end(tools.mark());
    }
  }

  /** Waits until every command has its processes: half of the kinds have two. */
  private static int alive(Toolbox tools) throws IOException, InterruptedException {
    for (int i = 0; i < 3_000; i++) {
      int programs = Marked.programs(tools.mark()).size();
      if (programs >= JOBS + JOBS / 2) {
        return Marked.carriers(tools.mark()).size();
      }
      TimeUnit.MILLISECONDS.sleep(10);
    }
    throw new IOException("150 commands did not come to life within 30 s");
  }
}
