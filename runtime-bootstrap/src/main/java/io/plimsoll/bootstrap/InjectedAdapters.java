package io.plimsoll.bootstrap;

import com.google.inject.AbstractModule;
import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.Module;
import com.google.inject.Stage;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.MapBinder;
import com.google.inject.spi.Message;
import io.plimsoll.command.Text;
import io.plimsoll.port.Adapter;
import java.util.List;
import java.util.Map;

/**
 * The adapters that bring a Guice module. They stand apart from the others since Guice is loaded
 * with them, which takes a third of a start.
 */
final class InjectedAdapters {

  private static final int WORDS = 200;

  private InjectedAdapters() {}

  /**
   * By id; none where one of the modules does not fit.
   *
   * @param problems takes what does not
   */
  static Map<String, Adapter> of(List<Module> modules, List<String> problems) {
    try {
      Injector injector = Guice.createInjector(Stage.PRODUCTION, new Strict(modules));
      return injector.getInstance(Key.get(new TypeLiteral<Map<String, Adapter>>() {}));
    } catch (CreationException e) {
      for (Message each : e.getErrorMessages()) {
        problems.add(
            "adapters that bring a Guice module: %s; repair one, or take its jar out"
                .formatted(Text.visible(each.getMessage(), WORDS)));
      }
      return Map.of();
    }
  }

  /** No surprises: explicit bindings, no circular proxies. */
  private static final class Strict extends AbstractModule {

    private final List<Module> modules;

    Strict(List<Module> modules) {
      this.modules = modules;
    }

    @Override
    protected void configure() {
      binder().requireExplicitBindings();
      binder().requireExactBindingAnnotations();
      binder().disableCircularProxies();
      MapBinder.newMapBinder(binder(), String.class, Adapter.class);
      modules.forEach(this::install);
    }
  }
}
