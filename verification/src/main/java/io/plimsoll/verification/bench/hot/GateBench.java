package io.plimsoll.verification.bench.hot;

import io.plimsoll.memory.Stage;
import io.plimsoll.port.Adapter;
import io.plimsoll.port.AdapterContext;
import io.plimsoll.port.AdmissionGate;
import io.plimsoll.port.Ticker;
import java.util.Map;
import java.util.ServiceLoader;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The check that all new work passes, and the volatile read that it is measured by. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH sets it up before it is measured
public class GateBench {

  private AdmissionGate gate;
  private volatile Stage stage = Stage.NORMAL;

  /** Opens a gate, which has been shut and opened once, as in a session that was at the line. */
  @Setup(Level.Trial)
  public void open() {
    gate =
        ServiceLoader.load(Adapter.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(adapter -> adapter.id().equals("resilience"))
            .findFirst()
            .orElseThrow()
            .admissionGate(new AdapterContext("bench", Ticker.system(), Map.of()))
            .orElseThrow();
    gate.shut();
    gate.open();
  }

  /** Closes it. */
  @TearDown(Level.Trial)
  public void close() {
    gate.close();
  }

  /** Ours. */
  @Benchmark
  public boolean ours() {
    return gate.admits();
  }

  /** One volatile read. */
  @Benchmark
  public boolean volatileRead() {
    return stage == Stage.NORMAL;
  }
}
