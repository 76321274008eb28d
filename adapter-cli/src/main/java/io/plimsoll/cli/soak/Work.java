package io.plimsoll.cli.soak;

import io.plimsoll.Plimsoll;
import io.plimsoll.Scope;
import io.plimsoll.cli.detect.Deployment;
import io.plimsoll.cli.detect.Detector;
import io.plimsoll.cli.detect.Known;
import io.plimsoll.cli.detect.Surroundings;
import io.plimsoll.cli.detect.VersionQuestion;
import io.plimsoll.command.Command;
import io.plimsoll.command.Outcome;
import io.plimsoll.port.Ticker;
import io.plimsoll.resource.Borrowed;
import io.plimsoll.resource.Cache;
import io.plimsoll.resource.CachePolicy;
import io.plimsoll.resource.Pool;
import io.plimsoll.resource.Weigher;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One operation: a tool is detected, a result is put into a cache, a server is asked on a pooled
 * connection, and a command is run. Any thread.
 */
final class Work {

  private static final Duration WAIT = Duration.ofSeconds(10);
  private static final int TRIES = 5;
  private static final int RESULT = 4_096;
  private static final long RESULTS = 1 << 20;

  private final SoakPlan.Kind kind;
  private final RudePort server;
  private final Scope scope;
  private final Detector detector;
  private final Cache<String, byte[]> results;
  private final Pool<Socket> pool;
  private final AtomicLong askedAgain = new AtomicLong();
  private final AtomicLong largest = new AtomicLong();

  Work(SoakPlan.Kind kind, Plimsoll plimsoll, Scope scope, Surroundings here, RudePort server) {
    this.kind = kind;
    this.server = server;
    this.scope = scope;
    Cache<String, Known> deployments = plimsoll.cache("deployments", Detector.POLICY, Known::bytes);
    this.detector =
        new Detector(here, deployments, new VersionQuestion(scope, here)::ask, Ticker.system());
    this.results =
        plimsoll.cache("results", CachePolicy.bytes(RESULTS), Weigher.<String, byte[]>usual());
    URI address = URI.create("tcp://127.0.0.1:" + server.port());
    this.pool = plimsoll.pool("server", Plimsoll.connections(address, Socket.class));
  }

  /** How many connections the server closed. */
  long closedOnUs() {
    return server.closed();
  }

  /** How many round trips had to be made again on another connection. */
  long askedAgain() {
    return askedAgain.get();
  }

  /** The most that the tree of one command held, as far as it was seen. */
  long largestCommand() {
    return largest.get();
  }

  /** Does one; returns why it failed, if it did. */
  Optional<String> operation(int number) throws InterruptedException {
    boolean python =
        kind == SoakPlan.Kind.PYTHON || (kind == SoakPlan.Kind.MIXED && number % 8 == 0);
    String tool = python ? "python3" : "true";
    if (!(detector.detect(tool) instanceof Deployment.Found)) {
      return Optional.of(tool + " was not found");
    }
    results.put("operation " + number, new byte[RESULT]);
    Optional<String> failure = ask(number);
    return failure.isPresent() ? failure : run(python, number);
  }

  /** A server may close while it is asked: then another connection is asked. */
  private Optional<String> ask(int number) throws InterruptedException {
    String why = "";
    for (int tried = 0; tried < TRIES; tried++) {
      try (Borrowed<Socket> lent = scope.borrow(pool, WAIT)) {
        try {
          Socket socket = lent.get();
          socket.setSoTimeout((int) WAIT.toMillis());
          new DataOutputStream(socket.getOutputStream()).writeInt(number);
          int answer = new DataInputStream(socket.getInputStream()).readInt();
          return answer == number + 1
              ? Optional.empty()
              : Optional.of("the server answered " + answer + " to " + number);
        } catch (IOException e) {
          why = String.valueOf(e.getMessage());
          lent.discard("closed while it was asked: " + why);
          askedAgain.incrementAndGet();
        }
      }
    }
    return Optional.of("no answer in " + TRIES + " tries: " + why);
  }

  private Optional<String> run(boolean python, int number) throws InterruptedException {
    Command command =
        python
            ? Command.of("python3", "-I", "-S", "-c", "print(" + number + " * 2)")
            : Command.of("true");
    Outcome outcome = scope.run(command.timeout(WAIT.multipliedBy(3)));
    largest.accumulateAndGet(outcome.peakMemory().bytes(), Math::max);
    if (!outcome.succeeded()) {
      return Optional.of(outcome.reason());
    }
    String said = outcome.stdout().text().strip();
    return python && !said.equals(Integer.toString(2 * number))
        ? Optional.of("python3 said '" + said + "'")
        : Optional.empty();
  }
}
