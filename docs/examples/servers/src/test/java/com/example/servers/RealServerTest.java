package com.example.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class RealServerTest {

  private static final byte[] PING = "PING\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final String PONG = "+PONG\r\n";

  @Test
  void aServerIsKilledFrozenAndStartedAgainOnItsPort() throws Exception {
    RedisServer server = RedisServer.started();
    try (server) {
      int port = server.port();
      assertThat(port).isLessThan(32_768);
      try (Socket socket = connect(server)) {
        assertThat(ask(socket)).isEqualTo(PONG);
        server.freeze();
        socket.setSoTimeout(100);
        assertThatThrownBy(() -> ask(socket)).isInstanceOf(IOException.class);
        server.thaw();
        socket.setSoTimeout(10_000);
        assertThat(answer(socket)).isEqualTo(PONG);
      }
      server.kill();
      assertThat(server.processes()).isEmpty();
      assertThatThrownBy(() -> connect(server)).isInstanceOf(IOException.class);
      server.start();
      assertThat(server.port()).isEqualTo(port);
      try (Socket socket = connect(server)) {
        assertThat(ask(socket)).isEqualTo(PONG);
      }
    }
    assertThat(server.processes()).isEmpty();
    server.close();
  }

  /** Where no user namespace may be made, root still has another way. */
  @Test
  void postgresStartsInEveryWayThatThisMachineHas() throws Exception {
    List<PlainUser> ways =
        PlainUser.isRoot() ? List.of(PlainUser.nobody()) : List.of(PlainUser.here());
    for (PlainUser way : ways) {
      PostgresServer server = PostgresServer.started(way);
      try (server) {
        assertThat(server.processes()).hasSizeGreaterThan(3);
        connect(server).close();
        server.kill();
        assertThat(server.processes()).isEmpty();
        server.start();
        connect(server).close();
      }
      assertThat(server.processes()).isEmpty();
    }
  }

  @Test
  void notesThatVanishWhileTheyAreReadAreThoseOfAServerThatIsNotReady(@TempDir Path folder)
      throws Exception {
    Path notes = folder.resolve("postmaster.pid");
    String ready = "7\n/data\n1\n1\n\n127.0.0.1\n1 2\nready   \n";
    Files.writeString(notes, ready);
    assertThat(PostgresServer.isReady(notes, 7)).isTrue();
    assertThat(PostgresServer.isReady(notes, 8)).isFalse();
    AtomicBoolean over = new AtomicBoolean();
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<Long> server =
        CompletableFuture.supplyAsync(
            () -> {
              long rounds = 0;
              for (; !over.get(); rounds++, begun.countDown()) {
                try {
                  Files.deleteIfExists(notes);
                  Files.writeString(notes, ready);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              }
              return rounds;
            });
    try {
      assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
      for (int i = 0; i < 5_000; i++) {
        PostgresServer.isReady(notes, 7);
      }
    } finally {
      over.set(true);
      assertThat(server.get(10, TimeUnit.SECONDS)).isPositive();
    }
  }

  private static Socket connect(RealServer server) throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), server.port());
  }

  private static String ask(Socket socket) throws IOException {
    socket.getOutputStream().write(PING);
    return answer(socket);
  }

  private static String answer(Socket socket) throws IOException {
    return new String(socket.getInputStream().readNBytes(PONG.length()), StandardCharsets.US_ASCII);
  }
}
