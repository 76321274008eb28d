package com.example.postgres;

import static io.plimsoll.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.example.servers.PostgresServer;
import io.plimsoll.Plimsoll;
import io.plimsoll.Settings;
import io.plimsoll.resource.Borrowed;
import io.plimsoll.resource.Pool;
import io.plimsoll.resource.PoolLimits;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The connections keep what a pool relies on, with a real server behind them. */
@Timeout(120)
class PostgresConnectionsTest {

  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofSeconds(20);

  /** Far below what a call would take that nobody bounds. */
  private static final long SOON_MILLIS = 5_000;

  private static PostgresServer server;

  private final PostgresConnections factory =
      new PostgresConnections(server.url(), Map.of(), Duration.ofSeconds(60));
  private final List<Connection> opened = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    server = PostgresServer.started();
  }

  @AfterAll
  static void end() throws Exception {
    server.close();
  }

  @AfterEach
  void closeAll() throws Exception {
    for (Connection each : opened) {
      factory.close(each);
    }
  }

  private Connection open() throws SQLException {
    Connection connection = factory.open(LONG);
    opened.add(connection);
    return connection;
  }

  private static String ask(Connection connection, String question) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(question)) {
      answer.next();
      return answer.getString(1);
    }
  }

  private static void run(Connection connection, String... commands) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String command : commands) {
        statement.execute(command);
      }
    }
  }

  private static String pid(Connection connection) throws SQLException {
    return ask(connection, "select pg_backend_pid()");
  }

  @Test
  void anOpenOneServes() throws Exception {
    Connection connection = open();
    assertThat(ask(connection, "select 42")).isEqualTo("42");
    assertThat(factory.isOpen(connection)).isTrue();
    assertThat(factory.validate(connection, LONG)).isTrue();
    assertThat(ask(connection, "select 43")).isEqualTo("43");
    assertThat(factory.target())
        .isEqualTo("postgresql://127.0.0.1:" + server.port() + "/" + PostgresServer.USER);
  }

  @Test
  void whatTheServerClosedIsNotOpenAndStaysSo() throws Exception {
    Connection ended = open();
    Connection other = open();
    assertThat(ask(other, "select pg_terminate_backend(" + pid(ended) + ", 10000)")).isEqualTo("t");
    assertThat(ended.isClosed()).as("JDBC does not see it").isFalse();
    assertThat(factory.isOpen(ended)).isFalse();
    assertThat(factory.isOpen(ended)).isFalse();
    assertThat(factory.isOpen(other)).isTrue();
  }

  @Test
  void whatAKilledServerLeftIsNotOpen() throws Exception {
    Connection connection = open();
    server.kill();
    try {
      assertThat(connection.isClosed()).isFalse();
      assertThat(factory.isOpen(connection)).isFalse();
      assertThatThrownBy(this::open).isInstanceOf(SQLException.class);
    } finally {
      server.start();
    }
    assertThat(ask(open(), "select 1")).isEqualTo("1");
  }

  @Test
  void aResetOneIsLikeAFreshOne() throws Exception {
    Connection connection = open();
    String fresh = ask(connection, "show search_path");
    run(
        connection,
        "set search_path = elsewhere",
        "create temporary table mine (id int)",
        "select pg_advisory_lock(7)");
    connection.setAutoCommit(false);
    connection.setReadOnly(true);
    connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
    run(connection, "select 1");
    factory.reset(connection);
    assertThat(connection.getAutoCommit()).isTrue();
    assertThat(connection.isReadOnly()).isFalse();
    assertThat(connection.getTransactionIsolation())
        .isEqualTo(Connection.TRANSACTION_READ_COMMITTED);
    assertThat(ask(connection, "show search_path")).isEqualTo(fresh);
    assertThat(ask(connection, "select to_regclass('mine') is null")).isEqualTo("t");
    assertThat(ask(open(), "select pg_try_advisory_lock(7)")).isEqualTo("t");
  }

  @Test
  void aTransactionIsRolledBack() throws Exception {
    Connection connection = open();
    connection.setAutoCommit(false);
    run(connection, "create table undone (id int)");
    factory.reset(connection);
    assertThat(ask(connection, "select to_regclass('undone') is null")).isEqualTo("t");
  }

  @Test
  void whatCannotBeResetIsSaidSo() throws Exception {
    Connection connection = open();
    run(connection, "begin");
    assertThatThrownBy(() -> factory.reset(connection)).isInstanceOf(SQLException.class);
  }

  @Test
  void noCallWaitsForAServerThatKeepsSilent() throws Exception {
    Connection connection = open();
    server.freeze();
    long begun = System.nanoTime();
    try {
      assertThatThrownBy(() -> factory.open(SHORT)).isInstanceOf(SQLException.class);
      assertThat(validates(connection)).isFalse();
      factory.close(connection);
    } finally {
      server.thaw();
    }
    assertThat(System.nanoTime() - begun).isLessThan(SOON_MILLIS * 1_000_000);
  }

  private boolean validates(Connection connection) {
    try {
      return factory.validate(connection, SHORT);
    } catch (SQLException e) {
      return false;
    }
  }

  @Test
  void oneInTheMidstOfAQueryIsClosedAtOnce() throws Exception {
    Connection busy = open();
    Connection other = open();
    String pid = pid(busy);
    CompletableFuture<Throwable> failure =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                run(busy, "select pg_sleep(100)");
                return new AssertionError("it was not closed");
              } catch (SQLException e) {
                return e;
              }
            });
    String state = "select count(*) from pg_stat_activity where state = 'active' and pid = " + pid;
    await("it sleeps", () -> ask(other, state).equals("1"));
    factory.close(busy);
    assertThat(failure.get()).isInstanceOf(SQLException.class);
  }

  @Test
  void aSilentServerEndsAQueryAfterItsTime() throws Exception {
    PostgresConnections strict = new PostgresConnections(server.url(), Map.of(), SHORT);
    Connection connection = strict.open(LONG);
    try {
      assertThatThrownBy(() -> run(connection, "select pg_sleep(100)"))
          .isInstanceOf(SQLException.class);
      assertThat(strict.isOpen(connection)).isFalse();
    } finally {
      strict.close(connection);
    }
  }

  @Test
  void aPoolLendsNoneThatTheServerClosed() throws Exception {
    Connection control = open();
    try (Plimsoll plimsoll = Plimsoll.start(Settings.defaults());
        Pool<Connection> pool =
            plimsoll.pool("postgres", factory, PoolLimits.usual().most(1).patience(LONG))) {
      for (int i = 0; i < 20; i++) {
        try (Borrowed<Connection> lent = pool.borrow()) {
          String pid = pid(lent.get());
          lent.close();
          ask(control, "select pg_terminate_backend(" + pid + ", 10000)");
        }
        try (Borrowed<Connection> lent = pool.borrow()) {
          assertThat(ask(lent.get(), "select 1")).isEqualTo("1");
        }
      }
      assertThat(pool.stats().foundClosed()).isEqualTo(20);
    }
    String others = "select count(*) from pg_stat_activity where backend_type = 'client backend'";
    await("its sessions have ended", () -> ask(control, others).equals("1"));
  }

  @Test
  void whatDoesNotFitIsRefusedInWords() {
    assertThatThrownBy(() -> new PostgresConnections("mysql://x", Map.of(), LONG))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'mysql:'; must begin with jdbc:postgresql:; try");
    assertThatThrownBy(() -> new PostgresConnections(server.url(), Map.of(), Duration.ZERO))
        .hasMessageContaining("answer is PT0S; must be from 1 ms to one day; try 30 s");
  }

  @Test
  void theProgramAsksForTheVersion() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Main.ask(server.url(), new PrintStream(out, true, StandardCharsets.UTF_8));
    assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("PostgreSQL ").contains("lent=1");
  }
}
