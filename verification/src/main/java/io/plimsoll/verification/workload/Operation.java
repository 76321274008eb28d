package io.plimsoll.verification.workload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * One operation of the workload.
 *
 * @param id its id
 * @param command its argument vector
 * @param line the job as a line of JSON
 */
record Operation(String id, List<String> command, String line) {

  private static final ObjectMapper JSON = new ObjectMapper();

  static Operation of(String line) throws IOException {
    JsonNode job = JSON.readTree(line);
    List<String> command = new ArrayList<>();
    job.get("command").forEach(argument -> command.add(argument.asText()));
    return new Operation(job.get("id").asText(), List.copyOf(command), line);
  }

  /** Runs it by hand: the JDK's own means, outputs dropped. Answers its status. */
  int byHand() throws IOException, InterruptedException {
    return new ProcessBuilder(command)
        .redirectInput(new java.io.File("/dev/null"))
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }
}
