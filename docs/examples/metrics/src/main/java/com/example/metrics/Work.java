package com.example.metrics;

import io.plimsoll.Plimsoll;
import io.plimsoll.command.Command;
import io.plimsoll.command.Retry;
import io.plimsoll.resource.Borrowed;
import io.plimsoll.resource.Cache;
import io.plimsoll.resource.CachePolicy;
import io.plimsoll.resource.Pool;
import io.plimsoll.resource.Weigher;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;

/** Something of everything: commands that end in different ways, a cache, a pool. */
final class Work {

  private Work() {}

  static void of(Plimsoll plimsoll) throws IOException, InterruptedException {
    commands(plimsoll);
    cache(plimsoll);
    pool(plimsoll);
  }

  private static void commands(Plimsoll plimsoll) throws InterruptedException {
    plimsoll.run(Command.of("sh", "-c", "echo hello; sleep 0.2"));
    plimsoll.run(Command.of("sh", "-c", "exit 3").retry(new Retry(1, Duration.ofMillis(10))));
    plimsoll.run(Command.of("sleep", "60").timeout(Duration.ofMillis(200)));
    plimsoll.run(Command.of("no-such-program"));
  }

  private static void cache(Plimsoll plimsoll) {
    Cache<String, String> names =
        plimsoll.cache("names", CachePolicy.entries(100), Weigher.usual());
    for (int i = 0; i < 150; i++) {
      names.put("key " + i, "value " + i);
    }
    var unused = names.get("key 149").isPresent() || names.get("nowhere").isPresent();
  }

  /** A server of our own that says nothing: a connection to it is a connection. */
  private static void pool(Plimsoll plimsoll) throws IOException, InterruptedException {
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      URI address =
          URI.create(
              "tcp://%s:%d"
                  .formatted(server.getInetAddress().getHostAddress(), server.getLocalPort()));
      Pool<Socket> pool = plimsoll.pool("echo", Plimsoll.connections(address, Socket.class));
      try (Borrowed<Socket> first = plimsoll.borrow(pool, Duration.ofSeconds(5));
          Borrowed<Socket> second = plimsoll.borrow(pool, Duration.ofSeconds(5))) {
        var unused = first.get().isConnected() && second.get().isConnected();
      }
    }
  }
}
