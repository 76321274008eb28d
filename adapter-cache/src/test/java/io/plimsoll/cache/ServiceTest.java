package io.plimsoll.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.port.Adapter;
import io.plimsoll.port.AdapterContext;
import io.plimsoll.testkit.VirtualTime;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class ServiceTest {

  @Test
  void theAdapterIsFoundByItsService() {
    Adapter adapter = ServiceLoader.load(Adapter.class).findFirst().orElseThrow();

    assertThat(adapter.id()).isEqualTo("caffeine");
    AdapterContext context = new AdapterContext("s", new VirtualTime(), Map.of());
    try (var caches = adapter.cacheProvider(context).orElseThrow()) {
      assertThat(caches.stats()).isEmpty();
    }
  }
}
