package io.plimsoll.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Guice;
import com.google.inject.Key;
import com.google.inject.Module;
import com.google.inject.TypeLiteral;
import io.plimsoll.port.Adapter;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class ServiceTest {

  @Test
  void theAdapterIsFoundByItsService() {
    Module module = ServiceLoader.load(Module.class).findFirst().orElseThrow();
    Map<String, Adapter> adapters =
        Guice.createInjector(module)
            .getInstance(Key.get(new TypeLiteral<Map<String, Adapter>>() {}));

    assertThat(adapters).containsOnlyKeys("local");
    try (var launcher = adapters.get("local").processLauncher(Bench.context("s")).orElseThrow()) {
      assertThat(launcher.facts()).extracting(f -> f.name()).contains("containment", "capture");
    }
  }
}
