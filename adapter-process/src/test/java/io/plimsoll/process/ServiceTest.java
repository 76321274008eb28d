package io.plimsoll.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.port.Adapter;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class ServiceTest {

  @Test
  void theAdapterIsFoundByItsService() {
    Adapter adapter = ServiceLoader.load(Adapter.class).findFirst().orElseThrow();

    assertThat(adapter.id()).isEqualTo("local");
    try (var launcher = adapter.processLauncher(Bench.context("s")).orElseThrow()) {
      assertThat(launcher.facts()).extracting(f -> f.name()).contains("containment", "capture");
    }
  }
}
