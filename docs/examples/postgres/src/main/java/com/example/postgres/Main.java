package com.example.postgres;

import io.plimsoll.Plimsoll;
import io.plimsoll.Settings;
import io.plimsoll.resource.Borrowed;
import io.plimsoll.resource.Pool;
import io.plimsoll.resource.PoolLimits;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;

/** Asks a database for its version over a pool: {@code Main jdbc:postgresql://host/database}. */
public final class Main {

  private Main() {}

  /** Runs it; the one argument is the address. */
  public static void main(String[] args) throws SQLException, InterruptedException {
    ask(args.length == 1 ? args[0] : "jdbc:postgresql://127.0.0.1:5432/postgres", System.out);
  }

  static void ask(String url, PrintStream out) throws SQLException, InterruptedException {
    PostgresConnections factory =
        new PostgresConnections(
            url, Map.of("ApplicationName", "plimsoll-example"), Duration.ofSeconds(30));
    try (Plimsoll plimsoll = Plimsoll.start(Settings.defaults());
        Pool<Connection> pool = plimsoll.pool("postgres", factory, PoolLimits.usual().most(4));
        Borrowed<Connection> lent = pool.borrow();
        Statement statement = lent.get().createStatement();
        ResultSet answer = statement.executeQuery("select version()")) {
      while (answer.next()) {
        out.println(answer.getString(1));
      }
      out.println(pool.stats());
    }
  }
}
