package io.plimsoll.verification.bench;

import io.plimsoll.Plimsoll;
import io.plimsoll.Settings;
import io.plimsoll.resource.Borrowed;
import io.plimsoll.resource.ConnectionFactory;
import io.plimsoll.resource.Pool;
import io.plimsoll.resource.PoolLimits;
import java.time.Duration;
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

/**
 * Borrow and return through our handle, and through raw Commons Pool2, of connections to nothing.
 */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH sets it up before it is measured
public class PoolBench {

  /** How many connections there may be. */
  @Param({"8"})
  public int most;

  private Plimsoll plimsoll;
  private Pool<Line> ours;
  private GenericObjectPool<Line> raw;

  /** A connection to nothing, that is open until it is closed. */
  static final class Line {
    private volatile boolean open = true;
  }

  private static final class Lines implements ConnectionFactory<Line> {
    @Override
    public String target() {
      return "nothing";
    }

    @Override
    public Line open(Duration deadline) {
      return new Line();
    }

    @Override
    public boolean isOpen(Line line) {
      return line.open;
    }

    @Override
    public void close(Line line) {
      line.open = false;
    }
  }

  private static final class RawLines extends BasePooledObjectFactory<Line> {
    @Override
    public Line create() {
      return new Line();
    }

    @Override
    public PooledObject<Line> wrap(Line line) {
      return new DefaultPooledObject<>(line);
    }

    @Override
    public boolean validateObject(PooledObject<Line> line) {
      return line.getObject().open;
    }
  }

  /** Opens both. */
  @Setup(Level.Trial)
  public void open() {
    plimsoll = Plimsoll.start(Settings.defaults());
    ours =
        plimsoll.pool(
            "bench", new Lines(), PoolLimits.usual().most(most).patience(Duration.ofSeconds(30)));
    GenericObjectPoolConfig<Line> config = new GenericObjectPoolConfig<>();
    config.setMaxTotal(most);
    config.setMaxIdle(most);
    config.setTestOnBorrow(true);
    config.setMaxWait(Duration.ofSeconds(30));
    config.setJmxEnabled(false);
    raw = new GenericObjectPool<>(new RawLines(), config);
  }

  /** Closes both. */
  @TearDown(Level.Trial)
  public void close() {
    plimsoll.close();
    raw.close();
  }

  /** Ours, with every check. */
  @Benchmark
  public boolean ours() throws InterruptedException {
    try (Borrowed<Line> lent = ours.borrow()) {
      return lent.get().open;
    }
  }

  /** Raw Commons Pool2, tested on borrow. */
  @Benchmark
  public boolean raw() throws Exception {
    Line line = raw.borrowObject();
    try {
      return line.open;
    } finally {
      raw.returnObject(line);
    }
  }
}
