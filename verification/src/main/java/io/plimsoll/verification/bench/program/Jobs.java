package io.plimsoll.verification.bench.program;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plimsoll.verification.bench.Hall;
import io.plimsoll.verification.bench.Program;
import io.plimsoll.verification.bench.Ran;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The jobs of a batch.
 *
 * @param file with one job a line
 * @param count how many
 */
record Jobs(Path file, int count) {

  private static final Duration LONGEST = Duration.ofMinutes(20);

  /** The same command again and again, and further jobs behind. */
  static Jobs same(Hall hall, int count, String name, String... behind) throws IOException {
    Path file = hall.folder().resolve("jobs-" + name + "-" + count);
    try (BufferedWriter writer = Files.newBufferedWriter(file)) {
      for (int i = 0; i < count; i++) {
        writer.write("{\"command\":[\"true\"]}\n");
      }
      for (String line : behind) {
        writer.write(line + "\n");
      }
    }
    return new Jobs(file, count + behind.length);
  }

  /**
   * Does them by ours.
   *
   * @param status that the batch is to leave with
   * @throws IOException if a job has not one outcome
   */
  Done ours(Hall hall, int atOnce, int status) throws IOException, InterruptedException {
    Ran ran =
        Program.of(
                hall.plimsoll().toString(),
                "batch",
                "--concurrency",
                Integer.toString(atOnce),
                file.toString())
            .within(LONGEST)
            .run(hall)
            .expect(status);
    Done done = Done.of(ran);
    if (done.outcomes != count || done.distinct != count) {
      throw new IOException(
          "told %d outcomes, %d of them distinct, expected %d"
              .formatted(done.outcomes, done.distinct, count));
    }
    return done;
  }

  /**
   * What a batch told.
   *
   * @param succeeded how many jobs did
   * @param bytes that the commands printed
   */
  record Done(Ran ran, int outcomes, int distinct, int succeeded, long bytes) {

    static Done of(Ran ran) throws IOException {
      int outcomes = 0;
      int succeeded = 0;
      long bytes = 0;
      Set<String> ids = new HashSet<>();
      ObjectMapper mapper = new ObjectMapper();
      try (JsonParser parser = mapper.createParser(ran.out().toFile())) {
        while (parser.nextToken() == JsonToken.START_OBJECT) {
          JsonNode outcome = mapper.readTree(parser);
          outcomes++;
          ids.add(outcome.get("id").asText());
          succeeded += outcome.get("outcome").asText().equals("succeeded") ? 1 : 0;
          bytes += outcome.get("stdout").get("bytes").asLong();
        }
      }
      return new Done(ran, outcomes, ids.size(), succeeded, bytes);
    }

    /**
     * Itself, where all jobs succeeded.
     *
     * @throws IOException if one did not
     */
    Done allSucceeded() throws IOException {
      if (succeeded != outcomes) {
        throw new IOException("%d of %d jobs succeeded".formatted(succeeded, outcomes));
      }
      return this;
    }
  }

  /** The command by which xargs runs {@code true} as often as the lines that it reads. */
  static Program xargs(int atOnce, Path lines) {
    return Program.of(List.of("xargs", "-P" + atOnce, "-n1", "true"))
        .reading(lines)
        .within(LONGEST);
  }
}
