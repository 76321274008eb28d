package io.plimsoll.verification.servers;

import com.example.postgres.PostgresConnections;
import com.example.servers.PostgresServer;
import com.example.servers.RealServer;
import io.plimsoll.resource.ConnectionFactory;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** PostgreSQL: each connection is a process of the server. */
final class PostgresService implements Service<Connection> {

  private static final String WHO = "select pg_postmaster_start_time()::text, pg_backend_pid()";
  private static final int TERMINATION_MILLIS = 5_000;

  private final PostgresServer server;
  private final PostgresConnections connections;
  private @Nullable Connection control;

  PostgresService(Duration answer) throws IOException, InterruptedException {
    server = PostgresServer.started();
    connections = new PostgresConnections(server.url(), Map.of("ApplicationName", "pool"), answer);
  }

  @Override
  public String name() {
    return "postgres";
  }

  @Override
  public RealServer server() {
    return server;
  }

  @Override
  public ConnectionFactory<Connection> connections() {
    return connections;
  }

  @Override
  public Identity identity(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(WHO)) {
      answer.next();
      return new Identity(answer.getString(1), answer.getLong(2));
    }
  }

  @Override
  public long ask(Connection connection, long number) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement("select ?::bigint")) {
      statement.setLong(1, number);
      try (ResultSet answer = statement.executeQuery()) {
        answer.next();
        return answer.getLong(1);
      }
    }
  }

  @Override
  public boolean isItsOwn(Exception failure) {
    return failure instanceof SQLException;
  }

  @Override
  public String connect() throws SQLException {
    disconnect();
    Connection opened = DriverManager.getConnection(server.url());
    control = opened;
    return identity(opened).run();
  }

  @Override
  public boolean terminate(long id) throws SQLException {
    Connection by = control;
    if (by == null) {
      return false;
    }
    try (PreparedStatement statement =
        by.prepareStatement("select pg_terminate_backend(?::int, ?::bigint)")) {
      statement.setLong(1, id);
      statement.setLong(2, TERMINATION_MILLIS);
      try (ResultSet answer = statement.executeQuery()) {
        answer.next();
        return answer.getBoolean(1);
      }
    }
  }

  private void disconnect() throws SQLException {
    if (control != null) {
      control.abort(Runnable::run);
      control = null;
    }
  }

  @Override
  public void close() throws IOException {
    try {
      disconnect();
    } catch (SQLException e) {
      throw new IOException(e);
    } finally {
      server.close();
    }
  }
}
