package io.plimsoll.cli;

import static io.plimsoll.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Jobs that need a service. */
@Timeout(60)
class BatchNeedsTest {

  private static final String TOUCH = "{\"command\":[\"touch\",\"%s\"]}\n";

  @TempDir Path folder;

  private static ServerSocket server() throws IOException {
    return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  private static String address(ServerSocket server) {
    return "tcp://127.0.0.1:" + server.getLocalPort();
  }

  private String touch(String name) {
    return TOUCH.formatted(folder.resolve(name));
  }

  @Test
  void whereTheServiceIsThereJobsRun() throws IOException {
    try (ServerSocket server = server()) {
      Cli.Result result =
          new Cli(folder)
              .in(touch("a") + touch("b"))
              .run("batch", "--needs", address(server), "-j", "1");
      assertThat(result.err()).isEmpty();
      assertThat(result.status()).isZero();
      assertThat(folder.resolve("a")).exists();
      assertThat(folder.resolve("b")).exists();
    }
  }

  @Test
  void whereItIsNotJobsAreShedWithTheReasonAndNothingStarts() throws IOException {
    ServerSocket server = server();
    server.close();
    Cli.Result result =
        new Cli(folder)
            .in(touch("a").repeat(200))
            .run("batch", "--needs", address(server), "-j", "2");
    assertThat(result.status()).isEqualTo(1);
    assertThat(folder.resolve("a")).doesNotExist();
    assertThat(result.lines())
        .hasSize(200)
        .allSatisfy(
            line ->
                assertThat(line)
                    .contains(
                        "\"outcome\":\"shed\"", "what it needs is not there", address(server)));
    assertThat(result.lines()).as("by the breaker").anyMatch(line -> line.contains("lately"));
  }

  @Test
  void jobsThatWereShedRunWhenTheJournalIsResumed() throws IOException {
    ServerSocket gone = server();
    gone.close();
    String jobs = touch("a") + touch("b");
    String journal = folder.resolve("journal").toString();
    Cli.Result shed =
        new Cli(folder).in(jobs).run("batch", "--needs", address(gone), "--journal", journal);
    assertThat(shed.status()).isEqualTo(1);
    assertThat(folder.resolve("a")).doesNotExist();
    try (ServerSocket back = server()) {
      Cli.Result resumed =
          new Cli(folder)
              .in(jobs)
              .run("batch", "--needs", address(back), "--journal", journal, "--resume");
      assertThat(resumed.status()).isZero();
      assertThat(resumed.lines()).hasSize(2).allMatch(line -> line.contains("succeeded"));
      assertThat(folder.resolve("b")).exists();
    }
  }

  @Test
  void aServiceThatComesBackInTheMiddleLeavesAJournalThatCanBeResumed() throws Exception {
    ServerSocket gone = server();
    int port = gone.getLocalPort();
    String address = address(gone);
    gone.close();
    String first = touch("a");
    String second = touch("b");
    String journal = folder.resolve("journal").toString();
    PipedOutputStream feed = new PipedOutputStream();
    Cli cli = new Cli(folder).in(new PipedInputStream(feed));
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    cli.out(told);
    CompletableFuture<Cli.Result> running =
        CompletableFuture.supplyAsync(
            () -> cli.run("batch", "--needs", address, "--journal", journal));
    feed.write(first.getBytes(StandardCharsets.UTF_8));
    feed.flush();
    await(
        "the first job is shed", () -> told.toString(StandardCharsets.UTF_8).contains("\"shed\""));
    try (ServerSocket back = new ServerSocket(port, 50, InetAddress.getLoopbackAddress())) {
      feed.write(second.getBytes(StandardCharsets.UTF_8));
      feed.close();
      assertThat(running.get(30, TimeUnit.SECONDS).status()).isEqualTo(1);
      assertThat(folder.resolve("b")).exists();
      Cli.Result resumed =
          new Cli(folder)
              .in(first + second)
              .run("batch", "--needs", address(back), "--journal", journal, "--resume");
      assertThat(resumed.err()).isEmpty();
      assertThat(resumed.status()).isZero();
      assertThat(resumed.lines()).hasSize(2).allMatch(line -> line.contains("succeeded"));
      assertThat(folder.resolve("a")).exists();
    }
  }

  @Test
  void addressesThatAreNoneAreAllNamedAtOnce() {
    Cli.Result result =
        new Cli(folder)
            .in(touch("a"))
            .run(
                "batch",
                "--needs",
                "tcp://x",
                "--needs",
                "pigeon://x:1",
                "--needs",
                "a b",
                "--needs",
                "localhost");
    assertThat(result.status()).isEqualTo(125);
    assertThat(result.err())
        .contains("option --needs: address: is 'tcp://x'; must have a port")
        .contains("pigeon")
        .contains("option --needs: is 'a b'; must be an address")
        .contains("option --needs: address: has no scheme; try tcp://localhost:5432");
    assertThat(result.out()).isEmpty();
    assertThat(folder.resolve("a")).doesNotExist();
  }
}
