package io.plimsoll.verification.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plimsoll.verification.workload.Findings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A runtime that is stopped until every deadline of its commands has passed, as a machine that was
 * suspended is: all deadlines fire at once when it goes on.
 */
final class Stall {

  private static final int JOBS = 16;
  private static final long GRACE_MILLIS = 300;
  private static final long ASLEEP_MILLIS = 3_000;
  private static final long ALLOWED_MILLIS = 2_000;

  private final Path plimsoll;
  private final Path folder;

  Stall(Path plimsoll, Path folder) {
    this.plimsoll = plimsoll;
    this.folder = folder;
  }

  void run(Findings findings) throws IOException, InterruptedException {
    Toolbox tools = Toolbox.in(folder);
    List<String> jobs = new ArrayList<>();
    for (int i = 0; i < JOBS; i++) {
      Mischief mischief = i % 2 == 0 ? Mischief.HEEDS_TERM : Mischief.IGNORES_TERM;
      jobs.add(
          tools.job(i, mischief, "\"timeout\":\"1500ms\",\"grace\":\"" + GRACE_MILLIS + "ms\""));
    }
    Path file = Files.write(folder.resolve("jobs"), jobs);
    List<String> arguments = List.of("--concurrency", Integer.toString(JOBS), file.toString());
    try (BatchProcess batch = BatchProcess.start(plimsoll, folder, arguments)) {
      awaitAll(tools);
      signal("STOP", batch.pid());
      TimeUnit.MILLISECONDS.sleep(ASLEEP_MILLIS);
      long woken = System.nanoTime();
      signal("CONT", batch.pid());
      Optional<Integer> status = batch.await(30_000);
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - woken);
      int left = Marked.carriers(tools.mark()).size();
      findings.figure(
          JOBS + " commands, runtime stopped past every deadline: ended after, ms", millis);
      findings.require(status.equals(Optional.of(1)), "stopped runtime: left with " + status);
      findings.require(left == 0, "stopped runtime: " + left + " processes left");
      findings.require(
          millis <= GRACE_MILLIS + ALLOWED_MILLIS,
          "stopped runtime: ended " + millis + " ms after it went on");
      judge(batch.lines(), findings);
    } finally {
      Marked.end(tools.mark());
    }
  }

  private static void awaitAll(Toolbox tools) throws InterruptedException {
    for (int i = 0; i < 500 && Marked.programs(tools.mark()).size() < JOBS; i++) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }

  private static void judge(List<String> lines, Findings findings) throws IOException {
    int timedOut = 0;
    for (String line : lines) {
      JsonNode outcome = new ObjectMapper().readTree(line);
      timedOut += outcome.get("outcome").asText().equals("timed-out") ? 1 : 0;
    }
    findings.figure("runtime stopped past every deadline: timed out", timedOut);
    findings.require(
        timedOut == JOBS && lines.size() == JOBS,
        "stopped runtime: " + timedOut + " of " + lines.size() + " outcomes are timed-out");
  }

  private static void signal(String name, long pid) throws IOException, InterruptedException {
    int status =
        new ProcessBuilder("/bin/sh", "-c", "kill -s " + name + " " + pid).start().waitFor();
    if (status != 0) {
      throw new IOException("kill -s " + name + " " + pid + " left with status " + status);
    }
  }
}
