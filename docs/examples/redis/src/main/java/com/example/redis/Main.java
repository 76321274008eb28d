package com.example.redis;

import io.plimsoll.Plimsoll;
import io.plimsoll.Settings;
import io.plimsoll.resource.Borrowed;
import io.plimsoll.resource.Pool;
import io.plimsoll.resource.PoolLimits;
import java.io.PrintStream;
import java.time.Duration;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;

/** Counts its own runs in a Redis server over a pool: {@code Main host:port}. */
public final class Main {

  private Main() {}

  /** Runs it; the one argument is the server. */
  public static void main(String[] args) throws InterruptedException {
    count(HostAndPort.from(args.length == 1 ? args[0] : "127.0.0.1:6379"), System.out);
  }

  static void count(HostAndPort server, PrintStream out) throws InterruptedException {
    RedisConnections factory =
        new RedisConnections(
            server, DefaultJedisClientConfig.builder().build(), Duration.ofSeconds(10));
    try (Plimsoll plimsoll = Plimsoll.start(Settings.defaults());
        Pool<Jedis> pool = plimsoll.pool("redis", factory, PoolLimits.usual().most(4));
        Borrowed<Jedis> lent = pool.borrow()) {
      out.println("run " + lent.get().incr("plimsoll-example:runs"));
      out.println(pool.stats());
    }
  }
}
