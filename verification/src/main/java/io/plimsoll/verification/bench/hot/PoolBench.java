package io.plimsoll.verification.bench.hot;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.plimsoll.Plimsoll;
import io.plimsoll.Settings;
import io.plimsoll.resource.Borrowed;
import io.plimsoll.resource.ConnectionFactory;
import io.plimsoll.resource.Pool;
import io.plimsoll.resource.PoolLimits;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.apache.commons.pool2.BasePooledObjectFactory;
import org.apache.commons.pool2.PooledObject;
import org.apache.commons.pool2.impl.DefaultPooledObject;
import org.apache.commons.pool2.impl.GenericObjectPool;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import stormpot.Allocator;
import stormpot.Expiration;
import stormpot.Poolable;
import stormpot.Slot;
import stormpot.Timeout;

/**
 * Borrow and return of a line, from a pool of ours and from others. All look at each loan whether
 * the line is open, and at the end each is tried whether it does so. All but raw Commons Pool2 also
 * heed the age of a line: ours and Stormpot at each loan, HikariCP beside.
 */
public class PoolBench {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration LIFE = Duration.ofMinutes(30);

  /** For JMH. */
  public PoolBench() {}

  /** Ours. */
  @State(Scope.Benchmark)
  @SuppressWarnings("NullAway.Init") // JMH sets it up before it is measured
  public static class Ours {

    /** How many lines there may be. */
    @Param("8")
    public int most;

    private Lines lines;
    private Plimsoll plimsoll;
    private Pool<Line> pool;

    /** For JMH. */
    public Ours() {}

    /** Opens it. */
    @Setup(Level.Trial)
    public void open() {
      lines = new Lines(most);
      plimsoll = Plimsoll.start(Settings.defaults());
      pool =
          plimsoll.pool(
              "bench", new Factory(lines), PoolLimits.usual().most(most).patience(PATIENCE));
    }

    /** Tries it and closes it. */
    @TearDown(Level.Trial)
    public void close() throws Exception {
      lines.judge(this::once);
      plimsoll.close();
    }

    private boolean once() throws InterruptedException {
      try (Borrowed<Line> lent = pool.borrow()) {
        return lent.get().isOpen();
      }
    }
  }

  private record Factory(Lines lines) implements ConnectionFactory<Line> {
    @Override
    public String target() {
      return "nothing";
    }

    @Override
    public Line open(Duration deadline) {
      return lines.open();
    }

    @Override
    public boolean isOpen(Line line) {
      return line.isOpen();
    }

    @Override
    public void close(Line line) {
      line.close();
    }
  }

  /** Raw Commons Pool2, which tests on each borrow. */
  @State(Scope.Benchmark)
  @SuppressWarnings("NullAway.Init") // JMH sets it up before it is measured
  public static class Commons {

    /** How many lines there may be. */
    @Param("8")
    public int most;

    private Lines lines;
    private GenericObjectPool<Line> pool;

    /** For JMH. */
    public Commons() {}

    /** Opens it. */
    @Setup(Level.Trial)
    public void open() {
      lines = new Lines(most);
      GenericObjectPoolConfig<Line> config = new GenericObjectPoolConfig<>();
      config.setMaxTotal(most);
      config.setMaxIdle(most);
      config.setTestOnBorrow(true);
      config.setMaxWait(PATIENCE);
      config.setJmxEnabled(false);
      pool = new GenericObjectPool<>(new CommonsFactory(lines), config);
    }

    /** Tries it and closes it. */
    @TearDown(Level.Trial)
    public void close() throws Exception {
      lines.judge(this::once);
      pool.close();
    }

    private boolean once() throws Exception {
      Line line = pool.borrowObject();
      try {
        return line.isOpen();
      } finally {
        pool.returnObject(line);
      }
    }
  }

  private static final class CommonsFactory extends BasePooledObjectFactory<Line> {
    private final Lines lines;

    private CommonsFactory(Lines lines) {
      this.lines = lines;
    }

    @Override
    public Line create() {
      return lines.open();
    }

    @Override
    public PooledObject<Line> wrap(Line line) {
      return new DefaultPooledObject<>(line);
    }

    @Override
    public boolean validateObject(PooledObject<Line> pooled) {
      return pooled.getObject().isOpen();
    }

    @Override
    public void destroyObject(PooledObject<Line> pooled) {
      pooled.getObject().close();
    }
  }

  /** HikariCP, which asks the connection at each borrow. */
  @State(Scope.Benchmark)
  @SuppressWarnings("NullAway.Init") // JMH sets it up before it is measured
  public static class Hikari {

    /** How many lines there may be. */
    @Param("8")
    public int most;

    private Lines lines;
    private HikariDataSource pool;

    /** For JMH. */
    public Hikari() {}

    /** Opens it. */
    @Setup(Level.Trial)
    public void open() {
      // It believes for half a second that a connection which came back is still open.
      System.setProperty("com.zaxxer.hikari.aliveBypassWindowMs", "0");
      lines = new Lines(most);
      HikariConfig config = new HikariConfig();
      config.setDataSource(new Nowhere(lines));
      config.setMaximumPoolSize(most);
      config.setConnectionTimeout(PATIENCE.toMillis());
      config.setMaxLifetime(LIFE.toMillis());
      pool = new HikariDataSource(config);
    }

    /** Tries it and closes it. */
    @TearDown(Level.Trial)
    public void close() throws Exception {
      lines.judge(this::once);
      pool.close();
    }

    private boolean once() throws Exception {
      try (Connection connection = pool.getConnection()) {
        return !connection.isClosed();
      }
    }
  }

  private record Nowhere(Lines lines) implements DataSource {
    @Override
    public Connection getConnection() {
      return new JdbcLine(lines.open());
    }

    @Override
    public Connection getConnection(String user, String password) {
      return getConnection();
    }

    @Override
    public PrintWriter getLogWriter() throws SQLFeatureNotSupportedException {
      throw new SQLFeatureNotSupportedException();
    }

    @Override
    public void setLogWriter(PrintWriter out) {}

    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
      return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
      throw new SQLFeatureNotSupportedException();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLFeatureNotSupportedException {
      throw new SQLFeatureNotSupportedException();
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
      return false;
    }
  }

  /** Stormpot, which looks at the line at each claim. */
  @State(Scope.Benchmark)
  @SuppressWarnings("NullAway.Init") // JMH sets it up before it is measured
  public static class Stormpot {

    /** How many lines there may be. */
    @Param("8")
    public int most;

    /** Whether it looks at the age of a line too, as the others do. */
    @Param("true")
    public boolean aged;

    private final Timeout patience = new Timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    private Lines lines;
    private stormpot.Pool<Pooled> pool;

    /** For JMH. */
    public Stormpot() {}

    /** Opens it. */
    @Setup(Level.Trial)
    public void open() throws Exception {
      lines = new Lines(most);
      Expiration<Pooled> closed = info -> !info.getPoolable().line().isOpen();
      pool =
          stormpot.Pool.from(new PooledAllocator(lines))
              .setSize(most)
              .setExpiration(
                  aged ? closed.or(Expiration.after(LIFE.toSeconds(), TimeUnit.SECONDS)) : closed)
              .build();
    }

    /** Tries it and closes it. */
    @TearDown(Level.Trial)
    public void close() throws Exception {
      lines.judge(this::once);
      if (!pool.shutdown().await(patience)) {
        throw new IllegalStateException("did not shut down");
      }
    }

    private boolean once() throws InterruptedException {
      Pooled pooled = pool.claim(patience);
      if (pooled == null) {
        throw new IllegalStateException("lent nothing within " + PATIENCE);
      }
      try {
        return pooled.line.isOpen();
      } finally {
        pooled.release();
      }
    }
  }

  record Pooled(Slot slot, Line line) implements Poolable {
    @Override
    public void release() {
      slot.release(this);
    }
  }

  private record PooledAllocator(Lines lines) implements Allocator<Pooled> {
    @Override
    public Pooled allocate(Slot slot) {
      return new Pooled(slot, lines.open());
    }

    @Override
    public void deallocate(Pooled pooled) {
      pooled.line.close();
    }
  }

  /** Ours. */
  @Benchmark
  public boolean ours(Ours ours) throws InterruptedException {
    return open(ours.once());
  }

  /** Raw Commons Pool2. */
  @Benchmark
  public boolean commons(Commons commons) throws Exception {
    return open(commons.once());
  }

  /** HikariCP. */
  @Benchmark
  public boolean hikari(Hikari hikari) throws Exception {
    return open(hikari.once());
  }

  /** Stormpot. */
  @Benchmark
  public boolean stormpot(Stormpot stormpot) throws InterruptedException {
    return open(stormpot.once());
  }

  private static boolean open(boolean open) {
    if (!open) {
      throw new IllegalStateException("lent a closed line");
    }
    return true;
  }
}
