package com.example.redis;

import static io.plimsoll.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.example.servers.RedisServer;
import io.plimsoll.Plimsoll;
import io.plimsoll.Settings;
import io.plimsoll.resource.Borrowed;
import io.plimsoll.resource.Pool;
import io.plimsoll.resource.PoolLimits;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.ClientKillParams;

/** The connections keep what a pool relies on, with a real server behind them. */
@Timeout(120)
class RedisConnectionsTest {

  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofSeconds(20);

  /** Far below what a call would take that nobody bounds. */
  private static final long SOON_MILLIS = 5_000;

  private static final int DATABASE = 3;

  private static RedisServer server;

  private final RedisConnections factory = factory(Duration.ofSeconds(60));
  private final List<Jedis> opened = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    server = RedisServer.started();
  }

  @AfterAll
  static void end() throws Exception {
    server.close();
  }

  @AfterEach
  void closeAll() throws Exception {
    for (Jedis each : opened) {
      factory.close(each);
    }
  }

  private static HostAndPort address() {
    return new HostAndPort("127.0.0.1", server.port());
  }

  private static RedisConnections factory(Duration answer) {
    return new RedisConnections(
        address(), DefaultJedisClientConfig.builder().database(DATABASE).build(), answer);
  }

  private Jedis open() throws Exception {
    Jedis jedis = factory.open(LONG);
    opened.add(jedis);
    return jedis;
  }

  private static long kill(Jedis by, long id) {
    return by.clientKill(new ClientKillParams().id(Long.toString(id)));
  }

  @Test
  void anOpenOneServes() throws Exception {
    Jedis jedis = open();
    jedis.set("k", "v");
    assertThat(jedis.get("k")).isEqualTo("v");
    assertThat(factory.isOpen(jedis)).isTrue();
    assertThat(factory.validate(jedis, LONG)).isTrue();
    assertThat(jedis.get("k")).isEqualTo("v");
    assertThat(factory.target()).isEqualTo("redis://127.0.0.1:" + server.port() + "/" + DATABASE);
  }

  @Test
  void whatTheServerClosedIsNotOpenAndStaysSo() throws Exception {
    Jedis ended = open();
    Jedis other = open();
    assertThat(kill(other, ended.clientId())).isEqualTo(1);
    assertThat(ended.isConnected()).as("Jedis does not see it").isTrue();
    assertThat(factory.isOpen(ended)).isFalse();
    assertThat(factory.isOpen(ended)).isFalse();
    assertThat(factory.isOpen(other)).isTrue();
  }

  @Test
  void whatAKilledServerLeftIsNotOpen() throws Exception {
    Jedis jedis = open();
    server.kill();
    try {
      assertThat(jedis.isConnected()).isTrue();
      assertThat(factory.isOpen(jedis)).isFalse();
      assertThatThrownBy(this::open).isInstanceOf(Exception.class);
    } finally {
      server.start();
    }
    assertThat(open().ping()).isEqualTo("PONG");
  }

  @Test
  void aResetOneIsLikeAFreshOne() throws Exception {
    Jedis jedis = open();
    jedis.select(5);
    jedis.watch("k");
    jedis.multi().set("undone", "v");
    factory.reset(jedis);
    assertThat(jedis.getDB()).isEqualTo(DATABASE);
    assertThat(jedis.exists("undone")).isFalse();
    Jedis other = open();
    other.set("k", "changed");
    var transaction = jedis.multi();
    transaction.set("done", "v");
    assertThat(transaction.exec()).as("k is watched no more").isNotNull();
    assertThat(other.get("done")).isEqualTo("v");
  }

  @Test
  void whatCannotBeResetIsSaidSo() throws Exception {
    Jedis jedis = open();
    jedis.sendCommand(Protocol.Command.MULTI);
    assertThatThrownBy(() -> factory.reset(jedis)).hasMessageContaining("QUEUED");
  }

  @Test
  void noCallWaitsForAServerThatKeepsSilent() throws Exception {
    Jedis jedis = open();
    server.freeze();
    long begun = System.nanoTime();
    try {
      assertThatThrownBy(() -> factory.open(SHORT)).isInstanceOf(JedisException.class);
      assertThatThrownBy(() -> factory.validate(jedis, SHORT)).isInstanceOf(JedisException.class);
      assertThat(factory.isOpen(jedis)).isFalse();
      factory.close(jedis);
    } finally {
      server.thaw();
    }
    assertThat(System.nanoTime() - begun).isLessThan(SOON_MILLIS * 1_000_000);
  }

  @Test
  void aSilentServerEndsACommandAfterItsTime() throws Exception {
    RedisConnections strict = factory(SHORT);
    Jedis jedis = strict.open(LONG);
    try {
      assertThatThrownBy(() -> jedis.sendCommand(Protocol.Command.BLPOP, "nothing", "60"))
          .isInstanceOf(JedisException.class);
      assertThat(strict.isOpen(jedis)).isFalse();
    } finally {
      strict.close(jedis);
    }
  }

  @Test
  void aPoolLendsNoneThatTheServerClosed() throws Exception {
    Jedis control = open();
    try (Plimsoll plimsoll = Plimsoll.start(Settings.defaults());
        Pool<Jedis> pool =
            plimsoll.pool("redis", factory, PoolLimits.usual().most(1).patience(LONG))) {
      for (int i = 0; i < 50; i++) {
        long id;
        try (Borrowed<Jedis> lent = pool.borrow()) {
          id = lent.get().clientId();
        }
        assertThat(kill(control, id)).isEqualTo(1);
        try (Borrowed<Jedis> lent = pool.borrow()) {
          assertThat(lent.get().ping()).isEqualTo("PONG");
        }
      }
      assertThat(pool.stats().foundClosed()).isEqualTo(50);
    }
    await("only this one is connected", () -> control.clientList().lines().count() == 1);
  }

  @Test
  void whatDoesNotFitIsRefusedInWords() {
    assertThatThrownBy(() -> factory(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("answer is PT0S; must be from 1 ms to one day; try 10 s");
    JedisClientConfig encrypted =
        new JedisClientConfig() {
          @Override
          public boolean isSsl() {
            return true;
          }
        };
    assertThatThrownBy(() -> new RedisConnections(address(), encrypted, LONG))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ssl is asked for; must not be");
  }

  @Test
  void theProgramCountsItsRuns() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    Main.count(address(), print);
    Main.count(address(), print);
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("run 1", "run 2", "lent=1");
  }
}
