package com.example.redis;

import io.plimsoll.resource.ConnectionFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisClientConfig;

/**
 * Opens connections to Redis with Jedis. Any thread may use it.
 *
 * <p>Jedis has a pool of its own; here it gives only the connection. Whether that is open is asked
 * of its socket, because Jedis knows of a close only after a command has failed by it.
 */
public final class RedisConnections implements ConnectionFactory<Jedis> {

  private static final Duration LONGEST = Duration.ofDays(1);
  private static final String OK = "OK";

  private final HostAndPort server;
  private final JedisClientConfig config;
  private final int answerMillis;
  // As many as are open: what is closed is taken out.
  private final Map<Jedis, SocketChannel> channels = new ConcurrentHashMap<>();

  /**
   * Opens them to this server.
   *
   * @param config user, password, database; its times are not used
   * @param answer how long the server may keep silent when it is asked something
   * @throws IllegalArgumentException when the time is out of range, or encryption is asked for
   */
  public RedisConnections(HostAndPort server, JedisClientConfig config, Duration answer) {
    if (answer.toMillis() < 1 || answer.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "redis: answer is %s; must be from 1 ms to one day; try 10 s".formatted(answer));
    }
    if (config.isSsl()) {
      throw new IllegalArgumentException(
          "redis: ssl is asked for; must not be, since the sockets here are plain; try a tunnel, or"
              + " a factory whose channel lies below an SSLSocket");
    }
    this.server = server;
    this.config = config;
    this.answerMillis = (int) answer.toMillis();
  }

  @Override
  public String target() {
    return "redis://%s/%d".formatted(server, config.getDatabase());
  }

  /** An interrupt closes the socket and so ends the call, also in the midst of a greeting. */
  @Override
  public Jedis open(Duration deadline) throws IOException {
    int millis = (int) Math.max(1, Math.min(deadline.toMillis(), LONGEST.toMillis()));
    SocketChannel channel = SocketChannel.open();
    try {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.socket().connect(new InetSocketAddress(server.getHost(), server.getPort()), millis);
      JedisClientConfig bounded =
          DefaultJedisClientConfig.builder().from(config).socketTimeoutMillis(millis).build();
      channel.socket().setSoTimeout(millis);
      Jedis jedis = new Jedis(channel::socket, bounded);
      jedis.getConnection().setSoTimeout(answerMillis);
      channels.put(jedis, channel);
      return jedis;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** Costs three system calls. What the server says unasked ends a connection too. */
  @Override
  public boolean isOpen(Jedis jedis) {
    SocketChannel channel = channels.get(jedis);
    if (channel == null) {
      return false;
    }
    boolean silent = false;
    try {
      silent = !jedis.isBroken() && isSilent(channel);
    } catch (IOException e) {
      // Not open.
    }
    if (!silent) {
      channels.remove(jedis, channel);
    }
    return silent;
  }

  private static boolean isSilent(SocketChannel channel) throws IOException {
    channel.configureBlocking(false);
    try {
      return channel.read(ByteBuffer.allocate(1)) == 0;
    } finally {
      channel.configureBlocking(true);
    }
  }

  @Override
  public boolean validate(Jedis jedis, Duration deadline) {
    jedis.getConnection().setSoTimeout((int) Math.max(1, deadline.toMillis()));
    boolean serves = jedis.ping().equals("PONG");
    jedis.getConnection().setSoTimeout(answerMillis);
    return serves;
  }

  /**
   * Ends a transaction and what is watched, and returns to the database of the settings. Costs a
   * round trip. Where the server answers otherwise the connection goes.
   */
  @Override
  public void reset(Jedis jedis) throws IOException {
    jedis.getConnection().setSoTimeout(answerMillis);
    jedis.resetState();
    String answer = jedis.unwatch();
    if (!answer.equals(OK)) {
      throw new IOException("redis: UNWATCH was answered by " + answer);
    }
    if (jedis.getDB() != config.getDatabase()) {
      jedis.select(config.getDatabase());
    }
  }

  /** Closes the socket, which waits for nobody. */
  @Override
  public void close(Jedis jedis) throws IOException {
    channels.remove(jedis);
    jedis.getConnection().forceDisconnect();
  }
}
