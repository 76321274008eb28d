package io.plimsoll.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.AbstractModule;
import com.google.inject.Module;
import com.google.inject.multibindings.MapBinder;
import io.plimsoll.port.Adapter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InjectedAdaptersTest {

  private final List<String> problems = new ArrayList<>();

  @Test
  void aModuleOffersAdaptersByTheirIds() {
    FakeAdapter fake = new FakeAdapter();
    Module module =
        new AbstractModule() {
          @Override
          protected void configure() {
            MapBinder.newMapBinder(binder(), String.class, Adapter.class)
                .addBinding("injected")
                .toInstance(fake);
          }
        };
    assertThat(InjectedAdapters.of(List.of(module), problems))
        .containsOnlyKeys("injected")
        .containsValue(fake);
    assertThat(problems).isEmpty();
  }

  @Test
  void aModuleThatDoesNotFitIsAProblem() {
    Module twice =
        binder -> {
          binder.bind(Runnable.class).toInstance(() -> problems.add("run"));
          binder.bind(Runnable.class).toInstance(() -> problems.add("run again"));
        };
    assertThat(InjectedAdapters.of(List.of(twice), problems)).isEmpty();
    assertThat(problems)
        .singleElement()
        .asString()
        .startsWith("adapters that bring a Guice module: ")
        .contains("Runnable was bound multiple times")
        .endsWith("; repair one, or take its jar out")
        .doesNotContain("\n");
  }
}
