package com.example.servers;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import redis.embedded.core.ExecutableProvider;

/** A Redis server without persistence. */
public final class RedisServer extends ChildServer {

  private static final int ANSWER_MILLIS = 1_000;
  private static final byte[] PING = "PING\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final int PONG = '+';

  private final File program;

  private RedisServer(Place place, File program) {
    super(place);
    this.program = program;
  }

  /** Unpacks one and starts it. */
  public static RedisServer started() throws IOException, InterruptedException {
    Place place = Place.of("redis");
    File program = ExecutableProvider.newJarResourceProvider(place.folder().toFile()).get();
    RedisServer server = new RedisServer(place, program);
    try {
      server.start();
      return server;
    } catch (IOException | InterruptedException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  @Override
  public void start() throws IOException, InterruptedException {
    File log = place.folder().resolve("log").toFile();
    List<String> command =
        List.of(
            program.getPath(),
            "--bind",
            "127.0.0.1",
            "--port",
            Integer.toString(place.port()),
            "--dir",
            place.folder().toString(),
            "--save",
            "",
            "--appendonly",
            "no");
    Tree started =
        new Tree(
            new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                .start());
    isNow(started);
    Tree.await(
        "Redis answers; it said " + Place.last(log.toPath()),
        () -> {
          if (!started.isAlive()) {
            throw new IOException("Redis has ended; it said " + Place.last(log.toPath()));
          }
          return answers();
        });
  }

  private boolean answers() {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), place.port()), ANSWER_MILLIS);
      socket.setSoTimeout(ANSWER_MILLIS);
      socket.getOutputStream().write(PING);
      return socket.getInputStream().read() == PONG;
    } catch (IOException e) {
      return false;
    }
  }
}
