package io.plimsoll.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Inject;
import com.google.inject.Injector;
import com.google.inject.Provider;
import com.google.inject.ProvisionException;
import com.google.inject.Stage;
import com.google.inject.multibindings.Multibinder;
import io.plimsoll.Plimsoll;
import io.plimsoll.RuntimeObserver;
import io.plimsoll.Scope;
import io.plimsoll.Settings;
import io.plimsoll.SettingsException;
import io.plimsoll.command.Command;
import io.plimsoll.command.Outcome;
import io.plimsoll.guice.PlimsollModule;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A program that is put together by Guice. */
@Timeout(60)
class GuiceTest {

  /** A part of such a program. */
  static final class Part {
    private final Plimsoll plimsoll;
    private final Scope scope;

    @Inject
    Part(Plimsoll plimsoll, Scope scope) {
      this.plimsoll = plimsoll;
      this.scope = scope;
    }
  }

  /** An observer that needs the runtime. */
  static final class Counting implements RuntimeObserver {
    private final Provider<Plimsoll> plimsoll;
    private final List<String> sessions = new CopyOnWriteArrayList<>();

    @Inject
    Counting(Provider<Plimsoll> plimsoll) {
      this.plimsoll = plimsoll;
    }

    @Override
    public void ended(Outcome outcome) {
      sessions.add(plimsoll.get().session() + " " + outcome.kind().word());
    }
  }

  private static final class Observed extends AbstractModule {
    @Override
    protected void configure() {
      bind(Counting.class).in(com.google.inject.Singleton.class);
      Multibinder.newSetBinder(binder(), RuntimeObserver.class).addBinding().to(Counting.class);
    }
  }

  @Test
  void oneRuntimeIsBoundForAll() throws InterruptedException {
    Injector injector = Guice.createInjector(new PlimsollModule(Settings.defaults()));
    try (Plimsoll plimsoll = injector.getInstance(Plimsoll.class)) {
      Part part = injector.getInstance(Part.class);
      assertThat(part.plimsoll).isSameAs(plimsoll);
      assertThat(part.scope).isSameAs(plimsoll);
      assertThat(part.scope.run(Command.of("true")).succeeded()).isTrue();
    }
  }

  @Test
  void observersThatAreBoundHearFromTheStart() throws InterruptedException {
    Injector injector =
        Guice.createInjector(
            Stage.PRODUCTION, new PlimsollModule(Settings.defaults()), new Observed());
    Counting counting = injector.getInstance(Counting.class);
    String session;
    try (Plimsoll plimsoll = injector.getInstance(Plimsoll.class)) {
      session = plimsoll.session();
      plimsoll.run(Command.of("true"));
    }
    assertThat(counting.sessions).containsExactly(session + " succeeded");
  }

  @Test
  void aSettingThatCannotHoldIsNamedWhenTheRuntimeIsAskedFor() {
    Injector injector =
        Guice.createInjector(new PlimsollModule(Settings.of(Map.of("process.adapter", "nobody"))));
    assertThatThrownBy(() -> injector.getInstance(Plimsoll.class))
        .isInstanceOf(ProvisionException.class)
        .cause()
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("process.adapter: is 'nobody'");
  }

  @Test
  void twoInjectorsHaveTwoRuntimes() {
    Injector one = Guice.createInjector(new PlimsollModule(Settings.defaults()));
    Injector other = Guice.createInjector(new PlimsollModule(Settings.defaults()));
    try (Plimsoll first = one.getInstance(Plimsoll.class);
        Plimsoll second = other.getInstance(Plimsoll.class)) {
      assertThat(first.session()).isNotEqualTo(second.session());
    }
  }
}
