package io.plimsoll.verification.servers;

import io.plimsoll.verification.proof.Options;
import io.plimsoll.verification.proof.Proof;
import io.plimsoll.verification.proof.UsageException;
import io.plimsoll.verification.workload.Findings;
import io.plimsoll.verification.workload.RealProgram;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Tries that a pool lends no closed connection while PostgreSQL and Redis are killed. */
public final class ServersProof implements Proof {

  private static final int SECONDS = 60;
  private static final int QUICK_SECONDS = 15;
  private static final int MOST_SECONDS = 86_400;
  private static final List<String> SERVERS = List.of("postgres", "redis");

  /** The proof. */
  public ServersProof() {}

  @Override
  public String name() {
    return "servers";
  }

  @Override
  public String words() {
    return """
        servers [--quick] [--seconds N] [--server NAME] [--seed N] [--json FILE]
          Borrows with 8 threads over 4 connections from a real PostgreSQL and a real Redis, and asks
          each a real query; kills the server every 5 s and starts it again, freezes it in between,
          and has it end connections all the time. Each loan is compared with the server's own record.
          --quick  15 s   --seconds N  how long for each (60)   --server NAME  only postgres or redis
          --seed N  the random numbers   --json FILE  the figures as JSON""";
  }

  @Override
  public boolean holds(List<String> arguments, PrintStream out) {
    Options options =
        new Options(
            arguments, Set.of("--quick"), Set.of("--seconds", "--server", "--seed", "--json"));
    long seconds =
        options.number(
            "--seconds", options.has("--quick") ? QUICK_SECONDS : SECONDS, 1, MOST_SECONDS);
    long seed = options.number("--seed", 1, Long.MIN_VALUE, Long.MAX_VALUE);
    List<String> servers = options.text("--server").map(ServersProof::only).orElse(SERVERS);
    out.println(
        "servers: %d s each of %s, 8 threads over 4 connections, seed %d"
            .formatted(seconds, String.join(" and ", servers), seed));
    return RealProgram.holds(
        name(),
        options.text("--json"),
        out,
        (root, folder, findings) -> {
          List<String> sums = new ArrayList<>();
          for (String server : servers) {
            sums.add(run(server, Duration.ofSeconds(seconds), seed, findings));
          }
          findings.sum(String.join("; ", sums));
          findings.require(findings.broken().isEmpty(), "try again with --seed " + seed);
        });
  }

  private static List<String> only(String server) {
    if (!SERVERS.contains(server)) {
      throw new UsageException(
          "--server: is '%s'; must be one of %s; try postgres".formatted(server, SERVERS));
    }
    return List.of(server);
  }

  private static String run(String server, Duration time, long seed, Findings findings)
      throws IOException, InterruptedException {
    return server.equals("postgres")
        ? new ServersTrial<>(new PostgresService(ServersTrial.ANSWER), findings, seed).run(time)
        : new ServersTrial<>(new RedisService(ServersTrial.ANSWER), findings, seed).run(time);
  }
}
