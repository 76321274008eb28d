package io.plimsoll.guice;

import com.google.inject.AbstractModule;
import com.google.inject.Key;
import com.google.inject.Provider;
import com.google.inject.Singleton;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.Multibinder;
import io.plimsoll.Plimsoll;
import io.plimsoll.RuntimeObserver;
import io.plimsoll.Scope;
import io.plimsoll.Settings;
import java.util.Set;

/**
 * Binds {@link Plimsoll}, and {@link Scope} to the same, as a singleton that is started when it is
 * first asked for.
 *
 * <pre>{@code
 * Injector injector = Guice.createInjector(new PlimsollModule(Settings.defaults()), new MyModule());
 * try (Plimsoll plimsoll = injector.getInstance(Plimsoll.class)) {
 *   injector.getInstance(MyProgram.class).run();
 * }
 * }</pre>
 *
 * <p>Guice ends nothing: whoever makes the injector closes the runtime. What is bound into {@code
 * Multibinder.newSetBinder(binder(), RuntimeObserver.class)} observes it from its start; an
 * observer that needs the runtime itself has a {@code Provider<Plimsoll>} injected. A setting that
 * cannot hold makes the first asking fail, with a {@link io.plimsoll.SettingsException} as the
 * cause; no runtime is left open then, and the next asking tries again.
 *
 * @since 0.1.0
 */
public final class PlimsollModule extends AbstractModule {

  private static final Key<Set<RuntimeObserver>> OBSERVERS = Key.get(new TypeLiteral<>() {});

  private final Settings settings;

  /** One that starts the runtime with these settings. */
  public PlimsollModule(Settings settings) {
    this.settings = settings;
  }

  @Override
  protected void configure() {
    Multibinder.newSetBinder(binder(), RuntimeObserver.class);
    Provider<Set<RuntimeObserver>> observers = getProvider(OBSERVERS);
    bind(Plimsoll.class).toProvider(() -> started(observers.get())).in(Singleton.class);
    bind(Scope.class).to(Plimsoll.class);
  }

  private Plimsoll started(Set<RuntimeObserver> observers) {
    Plimsoll plimsoll = Plimsoll.start(settings);
    try {
      observers.forEach(plimsoll::observe);
      return plimsoll;
    } catch (RuntimeException | Error e) {
      plimsoll.close();
      throw e;
    }
  }
}
