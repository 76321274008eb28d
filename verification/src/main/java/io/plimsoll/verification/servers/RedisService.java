package io.plimsoll.verification.servers;

import com.example.redis.RedisConnections;
import com.example.servers.RealServer;
import com.example.servers.RedisServer;
import io.plimsoll.resource.ConnectionFactory;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.ClientKillParams;

/** Redis: each connection has a number, given by the server. */
final class RedisService implements Service<Jedis> {

  private static final String RUN = "run_id:";

  private final RedisServer server;
  private final HostAndPort address;
  private final RedisConnections connections;
  private @Nullable Jedis control;

  RedisService(Duration answer) throws IOException, InterruptedException {
    server = RedisServer.started();
    address = new HostAndPort("127.0.0.1", server.port());
    connections = new RedisConnections(address, DefaultJedisClientConfig.builder().build(), answer);
  }

  @Override
  public String name() {
    return "redis";
  }

  @Override
  public RealServer server() {
    return server;
  }

  @Override
  public ConnectionFactory<Jedis> connections() {
    return connections;
  }

  @Override
  public Identity identity(Jedis jedis) throws IOException {
    String run =
        jedis
            .info("server")
            .lines()
            .filter(line -> line.startsWith(RUN))
            .findFirst()
            .orElseThrow(() -> new IOException("Redis does not name its run"));
    return new Identity(run, jedis.clientId());
  }

  @Override
  public long ask(Jedis jedis, long number) {
    return Long.parseLong(jedis.echo(Long.toString(number)));
  }

  @Override
  public boolean isItsOwn(Exception failure) {
    return failure instanceof JedisException;
  }

  @Override
  public String connect() throws IOException {
    disconnect();
    Jedis opened = new Jedis(address);
    control = opened;
    return identity(opened).run();
  }

  @Override
  public boolean terminate(long id) {
    Jedis by = control;
    return by != null && by.clientKill(new ClientKillParams().id(Long.toString(id))) == 1;
  }

  private void disconnect() {
    if (control != null) {
      try {
        control.close();
      } catch (JedisException e) {
        // The server was killed meanwhile.
      }
      control = null;
    }
  }

  @Override
  public void close() throws IOException {
    try {
      disconnect();
    } finally {
      server.close();
    }
  }
}
