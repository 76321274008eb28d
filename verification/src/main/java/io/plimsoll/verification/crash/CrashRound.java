package io.plimsoll.verification.crash;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.plimsoll.verification.chaos.BatchProcess;
import io.plimsoll.verification.chaos.Marked;
import io.plimsoll.verification.workload.ProcFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** One round with the real program, in a folder of its own. */
final class CrashRound {

  private static final long GRACE_MILLIS = 500;
  private static final long ALLOWED_MILLIS = 2_000;
  private static final long LONGEST_MILLIS = 60_000;

  /** How long those are waited for that were left, to tell late from never. */
  private static final long LATE_MILLIS = 10_000;

  private static final String SENTINEL = "plimsoll-sentinel";

  /** For ten seconds, until there is a sentinel. */
  private static final int LOOKS = 2_000;

  private static final int LOOK_MILLIS = 5;

  private static final String SCRIPT =
      """
      echo "${PLIMSOLL_ATTEMPT:-1}" >> "$2"
      [ -z "$5" ] || ( setsid "$1/sleep" 60 </dev/null >/dev/null 2>&1 & )
      "$1/sleep" "$3"
      exit "$4"
      """;

  private final Path plimsoll;
  private final Path folder;
  private final RoundPlan plan;
  private final Audit audit;
  private final List<List<String>> killed = new ArrayList<>();
  private final Map<String, Integer> attemptsWhenEnded = new HashMap<>();

  /** The sessions whose sentinel was killed: theirs may go on to start others for a while. */
  private final Set<String> unguarded = new HashSet<>();

  private int kills;
  private int sentinels;
  private long slowestMillis;

  CrashRound(Path plimsoll, Path folder, RoundPlan plan) {
    this.plimsoll = plimsoll;
    this.folder = folder;
    this.plan = plan;
    Set<String> ids = new HashSet<>();
    plan.jobs().forEach(job -> ids.add(job.id()));
    this.audit = new Audit(ids);
  }

  /** Runs it, and ends whatever is left of it. */
  void run() throws IOException, InterruptedException {
    Path jobs = prepare();
    try {
      for (RoundPlan.Kill kill : plan.kills()) {
        killed(kill, jobs);
      }
      resumed(jobs);
    } finally {
      Marked.end(folder.toString());
    }
  }

  /**
   * Where the sentinel is killed too, what is left is for a later start to end, which may itself be
   * killed before it comes to that: it is counted after the start that runs to its end.
   */
  private void killed(RoundPlan.Kill kill, Path jobs) throws IOException, InterruptedException {
    try (BatchProcess batch = start(jobs)) {
      boolean finished =
          kill.sentinelToo()
              ? endsBeforeItsSentinel(batch, kill.millis() / 10)
              : batch.await(kill.millis()).isPresent();
      boolean orphaned = !finished && kill.sentinelToo() && killSentinel(batch);
      batch.kill();
      long begin = System.nanoTime();
      kills += finished ? 0 : 1;
      if (!orphaned) {
        int left = Marked.left(mark(), unguarded, GRACE_MILLIS + ALLOWED_MILLIS);
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        slowestMillis = Math.max(slowestMillis, millis);
        audit.left(left, millis + " ms after a kill" + lateness(left, begin));
      }
      killed.add(batch.lines());
      for (String id : Audit.ids(batch.lines())) {
        attemptsWhenEnded.putIfAbsent(id, attempts(id).size());
      }
    }
  }

  /** Waits for a sentinel, and then for so long; a quick machine is through soon after. */
  private static boolean endsBeforeItsSentinel(BatchProcess batch, int millis)
      throws InterruptedException {
    boolean finished = false;
    for (int i = 0; i < LOOKS && !finished && batch.child(SENTINEL).isEmpty(); i++) {
      finished = batch.await(LOOK_MILLIS).isPresent();
    }
    return finished || batch.await(millis).isPresent();
  }

  /** Who was left in time, and whether they went at all. */
  private String lateness(int left, long begin) throws InterruptedException {
    if (left == 0) {
      return "";
    }
    String who = Marked.described(mark(), unguarded);
    String sentinels = Marked.described(SENTINEL, Set.of());
    int still = Marked.left(mark(), unguarded, LATE_MILLIS);
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
    return " (%s; sentinels: %s); %d after %d ms"
        .formatted(who, sentinels.isEmpty() ? "none" : sentinels, still, millis);
  }

  private boolean killSentinel(BatchProcess batch) {
    // A job that runs has a sentinel: who waits for its runtime's first start has none yet.
    boolean running = unguarded.isEmpty() && !Marked.carriers(mark()).isEmpty();
    Optional<ProcessHandle> sentinel = batch.child(SENTINEL);
    if (running && sentinel.isEmpty() && batch.isAlive()) {
      audit.unguarded();
    }
    String session = sentinel.map(CrashRound::session).orElse("");
    boolean gone = sentinel.map(ProcessHandle::destroyForcibly).orElse(false);
    if (gone && !session.isEmpty()) {
      sentinels++;
      unguarded.add(session);
    }
    return gone;
  }

  /** Told to it by its command line, behind its name; empty where it is gone. */
  private static String session(ProcessHandle sentinel) {
    List<String> words = List.of(ProcFiles.commandLine(sentinel.pid()).split("\0"));
    int name = words.indexOf(SENTINEL);
    return name >= 0 && name + 1 < words.size() ? words.get(name + 1) : "";
  }

  private void resumed(Path jobs) throws IOException, InterruptedException {
    try (BatchProcess batch = start(jobs)) {
      Optional<Integer> status = batch.await(LONGEST_MILLIS);
      if (status.isEmpty() || status.get() > 1) {
        audit.left(1, "or no end: status " + status + ": " + batch.errors());
      }
      audit.outcomes(killed, batch.lines());
    }
    int left = Marked.left(mark(), GRACE_MILLIS + ALLOWED_MILLIS);
    audit.left(
        left, unguarded.isEmpty() ? "at the end" : "after the start that follows a dead sentinel");
    Map<String, Integer> now = new HashMap<>();
    for (RoundPlan.Job job : plan.jobs()) {
      List<Integer> attempts = attempts(job.id());
      now.put(job.id(), attempts.size());
      audit.attempts(job.id(), attempts, plan.kills().size());
    }
    audit.ended(attemptsWhenEnded, now);
  }

  /** Carried by every process of every job, and by no runtime. */
  private String mark() {
    return folder.resolve("tools").toString();
  }

  private BatchProcess start(Path jobs) throws IOException {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--journal", folder.resolve("journal").toString()));
    if (Files.exists(folder.resolve("journal"))) {
      arguments.add("--resume");
    }
    arguments.addAll(
        List.of("--concurrency", "8", "--grace", GRACE_MILLIS + "ms", jobs.toString()));
    return BatchProcess.start(plimsoll, folder, arguments);
  }

  private Path prepare() throws IOException {
    Path tools = Files.createDirectory(folder.resolve("tools"));
    Files.createSymbolicLink(tools.resolve("sleep"), Path.of("/bin/sleep"));
    Path script = Files.writeString(tools.resolve("job.sh"), SCRIPT);
    List<String> lines = new ArrayList<>();
    for (RoundPlan.Job job : plan.jobs()) {
      List<String> words =
          List.of(
              "/bin/sh",
              script.toString(),
              tools.toString(),
              folder.resolve(job.id()).toString(),
              "0.%03d".formatted(job.millis()),
              Integer.toString(job.status()),
              job.daemon() ? "daemon" : "");
      Map<String, Object> fields = Map.of("id", job.id(), "command", words);
      lines.add(new ObjectMapper().writeValueAsString(fields));
    }
    return Files.write(folder.resolve("jobs.ndjson"), lines);
  }

  private List<Integer> attempts(String id) throws IOException {
    Path file = folder.resolve(id);
    if (!Files.exists(file)) {
      return List.of();
    }
    return Files.readAllLines(file).stream().map(Integer::valueOf).toList();
  }

  Audit audit() {
    return audit;
  }

  int kills() {
    return kills;
  }

  int sentinels() {
    return sentinels;
  }

  long slowestMillis() {
    return slowestMillis;
  }
}
