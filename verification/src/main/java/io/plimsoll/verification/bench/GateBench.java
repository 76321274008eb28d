package io.plimsoll.verification.bench;

import com.google.inject.Guice;
import com.google.inject.Key;
import com.google.inject.Module;
import com.google.inject.TypeLiteral;
import io.plimsoll.memory.Stage;
import io.plimsoll.port.Adapter;
import io.plimsoll.port.AdapterContext;
import io.plimsoll.port.AdmissionGate;
import io.plimsoll.port.Ticker;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    Map<String, Adapter> adapters =
        Guice.createInjector(List.copyOf(modules()))
            .getInstance(Key.get(new TypeLiteral<Map<String, Adapter>>() {}));
    gate =
        Optional.ofNullable(adapters.get("resilience"))
            .orElseThrow()
            .admissionGate(new AdapterContext("bench", Ticker.system(), Map.of()))
            .orElseThrow();
    gate.shut();
    gate.open();
  }

  private static List<Module> modules() {
    return ServiceLoader.load(Module.class).stream().map(ServiceLoader.Provider::get).toList();
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
  public boolean raw() {
    return stage == Stage.NORMAL;
  }
}
