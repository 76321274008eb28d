package io.plimsoll.bootstrap;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.Module;
import com.google.inject.Stage;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.MapBinder;
import io.plimsoll.Setting;
import io.plimsoll.Suggestion;
import io.plimsoll.port.Adapter;
import io.plimsoll.resource.ConnectionFactory;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;

/**
 * The adapters that are there, by id: those that bring a Guice module, and those that need none.
 * Bounded by what is installed.
 */
final class Adapters {

  private static final String ID = "[a-z0-9][a-z0-9-]{0,63}";

  private final Map<String, Adapter> byId;

  Adapters(Map<String, Adapter> byId) {
    this.byId = byId;
  }

  /**
   * Finds them.
   *
   * @param problems takes what is wrong with them: ids that are not fit, or taken twice
   */
  static Adapters find(List<String> problems) {
    List<Module> modules = new ArrayList<>();
    ServiceLoader.load(Module.class, Adapters.class.getClassLoader()).forEach(modules::add);
    Map<String, Adapter> byId = new TreeMap<>();
    injected(modules).forEach((id, adapter) -> add(byId, id, adapter, problems));
    for (Adapter adapter : ServiceLoader.load(Adapter.class, Adapters.class.getClassLoader())) {
      add(byId, adapter.id(), adapter, problems);
    }
    return new Adapters(byId);
  }

  private static Map<String, Adapter> injected(List<Module> modules) {
    Injector injector = Guice.createInjector(Stage.PRODUCTION, new Strict(modules));
    return injector.getInstance(Key.get(new TypeLiteral<Map<String, Adapter>>() {}));
  }

  private static void add(
      Map<String, Adapter> byId, String id, Adapter adapter, List<String> problems) {
    if (!id.matches(ID)) {
      problems.add(
          "adapter %s: id is '%s'; must be 1 to 64 lower-case letters, digits or hyphens; try local"
              .formatted(adapter.getClass().getName(), id));
      return;
    }
    Adapter before = byId.putIfAbsent(id, adapter);
    if (before != null) {
      problems.add(
          "adapter %s: id '%s' is taken by %s; ids must differ; rename one or remove its jar"
              .formatted(adapter.getClass().getName(), id, before.getClass().getName()));
    }
  }

  /** The adapter of this id; where there is none, a problem that names those there are. */
  Optional<Adapter> choose(String key, String id, List<String> problems) {
    Adapter adapter = byId.get(id);
    if (adapter == null) {
      problems.add(
          "%s: is '%s'; must be one of %s%s"
              .formatted(key, id, byId.keySet(), Suggestion.didYouMean(id, byId.keySet())));
    }
    return Optional.ofNullable(adapter);
  }

  /** What is to be said of an adapter that was chosen and cannot do this. */
  static String lacking(Setting<String> choice, String id, String what) {
    return "%s: is '%s'; that adapter %s; choose another".formatted(choice.key(), id, what);
  }

  /** What opens connections to an address: the first adapter, by id, that knows its scheme. */
  Optional<ConnectionFactory<?>> connections(URI address) {
    return byId.values().stream()
        .flatMap(adapter -> adapter.connections(address).stream())
        .findFirst()
        .map(factory -> factory);
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
