package io.plimsoll.verification.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One batch of random commands with the real program, recorded in a folder of its own. */
final class RecordedBatch {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_JOBS = 40;
  private static final long LONGEST_SECONDS = 60;

  /** What a command does: sleeps, fails, ignores, leaves somebody behind, holds memory. */
  private static final List<List<String>> KINDS =
      List.of(
          List.of("/bin/true"),
          List.of("/bin/sh", "-c", "exit 3"),
          List.of("/bin/sh", "-c", "kill -SEGV $$"),
          List.of("/bin/sleep", "0.2"),
          List.of("/bin/sleep", "30"),
          List.of("/bin/sh", "-c", "trap '' TERM; sleep 30; sleep 30"),
          List.of("/bin/sh", "-c", "(trap '' TERM; sleep 30; sleep 30) & exit 0"),
          List.of("/bin/sh", "-c", "setsid sleep 30 >/dev/null 2>&1 & exit 5"),
          List.of("/bin/sh", "-c", "head -c 60000000 /dev/zero | tail -c 59000000 | wc -c"),
          List.of("/bin/sh", "-c", "sleep 0.1; echo out; echo err >&2"),
          List.of("/no/such/program-of-this-proof"),
          List.of("/etc/hostname"));

  private final Path plimsoll;
  private final Path folder;
  private final Random random;
  private final String secret;
  private final boolean kills;
  private final List<String> complaints = new ArrayList<>();
  private boolean killed;
  private boolean cutOff;

  RecordedBatch(Path plimsoll, Path folder, long seed, int number) {
    this.plimsoll = plimsoll;
    this.folder = folder;
    this.random = new Random(seed * 1_000_003 + number);
    random.nextLong(); // the first draws of neighbouring seeds resemble one another
    this.secret = "s3cr3t-%016x".formatted(random.nextLong());
    this.kills = number % 3 == 2;
  }

  /** What a replay said. */
  record Answer(
      long decisions, long commands, long differing, boolean torn, List<String> complaints) {}

  boolean wasKilled() {
    return killed;
  }

  List<String> complaints() {
    return complaints;
  }

  /** Runs it to its end, or kills it on the way. */
  void run() throws IOException, InterruptedException {
    Path jobs = folder.resolve("jobs.ndjson");
    Files.write(jobs, jobs());
    ProcessBuilder builder =
        new ProcessBuilder(arguments(jobs))
            .redirectInput(new File("/dev/null"))
            .redirectOutput(folder.resolve("outcomes").toFile())
            .redirectError(folder.resolve("errors").toFile());
    builder.environment().put("XDG_STATE_HOME", folder.resolve("state").toString());
    builder.environment().put("PROOF_API_TOKEN", secret);
    if (random.nextInt(4) == 0) {
      builder.environment().put("PLIMSOLL_MEMORY_LIMIT", "128m");
    }
    Process process = builder.start();
    try {
      end(process);
    } finally {
      process.destroyForcibly();
    }
    searchForSecrets();
  }

  private List<String> arguments(Path jobs) {
    List<String> arguments = new ArrayList<>(List.of(plimsoll.toString(), "batch"));
    arguments.addAll(List.of("--concurrency", Integer.toString(1 + random.nextInt(6))));
    arguments.addAll(List.of("--grace", random.nextInt(3) == 0 ? "0" : "200ms"));
    if (random.nextInt(5) == 0) {
      arguments.add("--fail-fast");
    }
    arguments.add(jobs.toString());
    return arguments;
  }

  private void end(Process process) throws IOException, InterruptedException {
    if (kills) {
      killed = !process.waitFor(500 + random.nextInt(2_500), TimeUnit.MILLISECONDS);
      process.toHandle().destroyForcibly();
      process.waitFor();
    } else if (random.nextInt(3) == 0) {
      if (!process.waitFor(500 + random.nextInt(2_000), TimeUnit.MILLISECONDS)) {
        cutOff = true;
        process.toHandle().destroy(); // by TERM: all that lives is cancelled
      }
    }
    if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
      complaints.add("did not end within " + LONGEST_SECONDS + " s");
    }
  }

  private List<String> jobs() throws IOException {
    List<String> lines = new ArrayList<>();
    int count = 5 + random.nextInt(MOST_JOBS - 5);
    for (int i = 0; i < count; i++) {
      List<String> command = new ArrayList<>(KINDS.get(random.nextInt(KINDS.size())));
      Map<String, Object> job = new LinkedHashMap<>();
      if (command.get(0).endsWith("sh") && random.nextBoolean()) {
        command.add("--password=" + secret);
      }
      job.put("command", command);
      job.put("timeout", 100 + random.nextInt(700) + "ms");
      if (random.nextInt(3) == 0) {
        job.put("memory", 1 + random.nextInt(40) + "m");
      }
      if (random.nextInt(4) == 0) {
        job.put("retries", 1 + random.nextInt(2));
        job.put("backoff", "50ms");
      }
      if (random.nextInt(3) == 0) {
        job.put("env", Map.of("JOB_SECRET", secret));
      }
      lines.add(JSON.writeValueAsString(job));
    }
    return lines;
  }

  private Path recordings() {
    return folder.resolve("state/plimsoll/recordings");
  }

  private boolean hasRecording() throws IOException {
    if (!Files.isDirectory(recordings())) {
      return false;
    }
    try (Stream<Path> files = Files.walk(recordings())) {
      return files.anyMatch(file -> String.valueOf(file.getFileName()).startsWith("part-"));
    }
  }

  private void searchForSecrets() throws IOException {
    if (!Files.isDirectory(recordings())) {
      return;
    }
    try (Stream<Path> files = Files.walk(recordings())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        if (text.contains(secret)) {
          complaints.add("a secret is in " + file.getFileName());
        }
      }
    }
  }

  /** Replays it there. */
  Answer replay(Jvm jvm) throws IOException, InterruptedException {
    if ((killed || cutOff) && !hasRecording()) {
      return new Answer(0, 0, 0, false, List.of()); // before anything was decided
    }
    Path said = folder.resolve("replayed");
    ProcessBuilder builder =
        new ProcessBuilder(plimsoll.toString(), "replay", "--json")
            .redirectInput(new File("/dev/null"))
            .redirectOutput(said.toFile())
            .redirectErrorStream(true);
    builder.environment().put("XDG_STATE_HOME", folder.resolve("state").toString());
    builder.environment().put("JAVA_HOME", jvm.home().toString());
    int status = builder.start().waitFor();
    List<String> lines = Files.readAllLines(said);
    String last = lines.isEmpty() ? "" : lines.get(lines.size() - 1);
    if (!last.startsWith("{\"about\":\"session\"")) {
      return new Answer(0, 0, 0, false, List.of("status " + status + ": " + last));
    }
    JsonNode sum = JSON.readTree(last);
    List<String> wrong = new ArrayList<>();
    lines.subList(0, Math.min(3, lines.size() - 1)).forEach(line -> wrong.add("differs: " + line));
    sum.get("problems").forEach(problem -> wrong.add(problem.asText()));
    if (status != 0 && wrong.isEmpty()) {
      wrong.add("status " + status);
    }
    return new Answer(
        sum.get("decisions").asLong(),
        sum.get("commands").asLong(),
        sum.get("differing").asLong(),
        sum.get("torn").asBoolean(),
        wrong);
  }
}
