package com.example.postgres;

import io.plimsoll.resource.ConnectionFactory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Opens connections to PostgreSQL over JDBC. Any thread may use it.
 *
 * <p>What JDBC leaves open is closed here: {@code isClosed()} tells only what this side has done,
 * so the socket is asked whether the server has spoken or left; and no call waits longer than it is
 * allowed to, a query no longer than {@code answer} for the next bytes.
 */
public final class PostgresConnections implements ConnectionFactory<Connection> {

  private static final String SCHEME = "jdbc:postgresql:";
  private static final Duration LONGEST = Duration.ofDays(1);

  private final String url;
  private final Properties given;
  private final int answerMillis;
  // As many as are open: what is closed is taken out.
  private final Map<Connection, SocketChannel> channels = new ConcurrentHashMap<>();

  /**
   * Opens them to this address.
   *
   * @param url {@code jdbc:postgresql://host:port/database}
   * @param given user, password and further properties of the driver
   * @param answer how long the server may keep silent when it is asked something
   * @throws IllegalArgumentException when the address is of another kind, or the time out of range
   */
  public PostgresConnections(String url, Map<String, String> given, Duration answer) {
    if (!url.startsWith(SCHEME)) {
      throw new IllegalArgumentException(
          "postgres: address begins with '%s'; must begin with %s; try %s//127.0.0.1:5432/postgres"
              .formatted(url.split("[/@?]", 2)[0], SCHEME, SCHEME));
    }
    if (answer.toMillis() < 1 || answer.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "postgres: answer is %s; must be from 1 ms to one day; try 30 s".formatted(answer));
    }
    this.url = url;
    this.given = new Properties();
    this.given.putAll(given);
    this.answerMillis = (int) answer.toMillis();
  }

  @Override
  public String target() {
    return url.substring("jdbc:".length()).split("\\?", 2)[0];
  }

  /** The driver opens it on a thread of its own, which it gives up on at the deadline. */
  @Override
  public Connection open(Duration deadline) throws SQLException {
    long millis = Math.max(1, deadline.toMillis());
    String seconds = Long.toString(seconds(millis));
    Properties all = new Properties();
    all.putAll(given);
    all.setProperty("loginTimeout", Double.toString(millis / 1000.0));
    all.setProperty("connectTimeout", seconds);
    all.setProperty("socketTimeout", seconds);
    all.setProperty("socketFactory", WatchedSockets.class.getName());
    String seat = WatchedSockets.take();
    all.setProperty("socketFactoryArg", seat);
    try {
      Connection connection = DriverManager.getConnection(url, all);
      WatchedSockets.leave(seat).ifPresent(channel -> channels.put(connection, channel));
      connection.setNetworkTimeout(Runnable::run, answerMillis);
      return connection;
    } finally {
      WatchedSockets.leave(seat);
    }
  }

  private static long seconds(long millis) {
    return (millis + 999) / 1000;
  }

  /**
   * Costs three system calls. What the server says unasked ends a connection too: most often that
   * is its good-bye, and a pool lends nothing that is not silent.
   */
  @Override
  public boolean isOpen(Connection connection) {
    SocketChannel channel = channels.get(connection);
    if (channel == null) {
      return false;
    }
    boolean silent = false;
    try {
      silent = !connection.isClosed() && isSilent(channel);
    } catch (SQLException | IOException e) {
      // Not open.
    }
    if (!silent) {
      channels.remove(connection);
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
  public boolean validate(Connection connection, Duration deadline) throws SQLException {
    long millis = Math.max(1, Math.min(deadline.toMillis(), LONGEST.toMillis()));
    connection.setNetworkTimeout(Runnable::run, (int) millis);
    boolean serves = connection.isValid((int) seconds(millis));
    connection.setNetworkTimeout(Runnable::run, answerMillis);
    return serves;
  }

  /**
   * Ends a transaction, and has the server forget what belongs to a session: settings such as
   * {@code search_path}, locks, temporary tables, prepared statements. Costs a round trip. A
   * transaction that was begun behind the driver's back makes it fail, and so the connection goes.
   */
  @Override
  public void reset(Connection connection) throws SQLException {
    connection.setNetworkTimeout(Runnable::run, answerMillis);
    if (!connection.getAutoCommit()) {
      connection.rollback();
      connection.setAutoCommit(true);
    }
    connection.setReadOnly(false);
    connection.clearWarnings();
    try (Statement statement = connection.createStatement()) {
      statement.execute("DISCARD ALL");
    }
  }

  /**
   * Closes the socket, in the midst of a query too: the server ends the session by itself. A good
   * {@code close()} would write to a server that may not read.
   */
  @Override
  public void close(Connection connection) throws SQLException {
    channels.remove(connection);
    connection.abort(Runnable::run);
  }
}
