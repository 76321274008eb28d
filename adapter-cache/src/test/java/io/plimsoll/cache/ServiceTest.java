package io.plimsoll.cache;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Guice;
import com.google.inject.Key;
import com.google.inject.Module;
import com.google.inject.TypeLiteral;
import io.plimsoll.port.Adapter;
import io.plimsoll.port.AdapterContext;
import io.plimsoll.testkit.VirtualTime;
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

    assertThat(adapters).containsOnlyKeys("caffeine");
    AdapterContext context = new AdapterContext("s", new VirtualTime(), Map.of());
    try (var caches = adapters.get("caffeine").cacheProvider(context).orElseThrow()) {
      assertThat(caches.stats()).isEmpty();
    }
  }
}
