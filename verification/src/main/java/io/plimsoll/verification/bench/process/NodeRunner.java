package io.plimsoll.verification.bench.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Commands run by a program on Node, which is asked and answers line by line. */
final class NodeRunner implements Runner {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process node;
  private final Writer questions;
  private final Map<Integer, CompletableFuture<Ended>> open = new ConcurrentHashMap<>();
  private int last;

  NodeRunner(Path script, String kind) throws IOException {
    node =
        new ProcessBuilder("node", script.toString(), "serve", kind)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    questions = node.outputWriter(StandardCharsets.UTF_8);
    BufferedReader answers = node.inputReader(StandardCharsets.UTF_8);
    Thread reader = new Thread(() -> read(answers), "answers");
    reader.setDaemon(true);
    reader.start();
  }

  private void read(BufferedReader answers) {
    try {
      for (String line = answers.readLine(); line != null; line = answers.readLine()) {
        JsonNode answer = JSON.readTree(line);
        CompletableFuture<Ended> asked = open.remove(answer.get("id").asInt());
        if (asked != null) {
          asked.complete(
              new Ended(answer.get("status").asInt(), answer.get("bytes").asLong(), answer));
        }
      }
    } catch (IOException e) {
      open.values().forEach(asked -> asked.completeExceptionally(e));
    }
  }

  @Override
  public Ended run(Order order) throws IOException, InterruptedException {
    return start(order).await();
  }

  @Override
  public synchronized Live start(Order order) throws IOException {
    int id = ++last;
    CompletableFuture<Ended> asked = new CompletableFuture<>();
    open.put(id, asked);
    questions.write(
        JSON.writeValueAsString(
                Map.of(
                    "id",
                    id,
                    "words",
                    order.words(),
                    "timeout",
                    order.timeout().toMillis(),
                    "grace",
                    order.grace().toMillis()))
            + "\n");
    questions.flush();
    return new Live() {
      @Override
      public void kill() {
        node.destroyForcibly();
      }

      @Override
      public Ended await() throws IOException, InterruptedException {
        return PlainRunner.of(asked);
      }
    };
  }

  @Override
  public void close() throws IOException {
    node.destroyForcibly();
  }
}
