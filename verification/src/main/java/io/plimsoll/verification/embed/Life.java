package io.plimsoll.verification.embed;

import io.plimsoll.Plimsoll;
import io.plimsoll.RuntimeObserver;
import io.plimsoll.Scope;
import io.plimsoll.Settings;
import io.plimsoll.command.Command;
import io.plimsoll.command.Outcome;
import io.plimsoll.growth.Gauge;
import io.plimsoll.resource.Borrowed;
import io.plimsoll.resource.Cache;
import io.plimsoll.resource.CachePolicy;
import io.plimsoll.resource.Pool;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Lives of a runtime in which each of its parts is used. */
final class Life {

  private final Settings settings;
  private final URI server;

  /** Lives that leave their notes below a folder and borrow connections to a server. */
  Life(Path folder, URI server) {
    this.settings = Settings.of(Map.of("state.folder", folder.toString()));
    this.server = server;
  }

  /** How long the start and the end of one took, in nanoseconds. */
  record Times(long start, long close) {}

  /** Lives once; throws where anything in it fails. */
  Times once() throws IOException, InterruptedException {
    long begun = System.nanoTime();
    Plimsoll plimsoll = start();
    long started = System.nanoTime();
    long used;
    try {
      use(plimsoll);
    } finally {
      used = System.nanoTime();
      plimsoll.close();
    }
    return new Times(started - begun, System.nanoTime() - used);
  }

  /** One that is open and does nothing yet. */
  Plimsoll start() {
    return Plimsoll.start(settings);
  }

  private void use(Plimsoll plimsoll) throws IOException, InterruptedException {
    AtomicInteger ended = new AtomicInteger();
    plimsoll.observe(
        new RuntimeObserver() {
          @Override
          public void ended(Outcome outcome) {
            ended.incrementAndGet();
          }
        });
    plimsoll.watch(Gauge.count("outcomes", "embed"), ended::get);
    Outcome outcome = plimsoll.run(Command.of("true").timeout(Duration.ofSeconds(30)));
    require(outcome.succeeded(), outcome.reason());
    Cache<String, String> known = plimsoll.cache("deployments", CachePolicy.entries(500));
    known.put("key", "value");
    require(known.get("key").isPresent(), "the cache keeps nothing");
    Pool<Socket> pool = plimsoll.pool("server", Plimsoll.connections(server, Socket.class));
    try (Scope request = plimsoll.scope("request");
        Borrowed<Socket> lent = request.borrow(pool, Duration.ofSeconds(5))) {
      lent.get().getOutputStream().write('x');
      require(lent.get().getInputStream().read() == 'x', "the server answers something else");
    }
    require(plimsoll.leakReport().isPresent(), "there is no report");
  }

  private static void require(boolean holds, String otherwise) throws IOException {
    if (!holds) {
      throw new IOException(otherwise);
    }
  }
}
