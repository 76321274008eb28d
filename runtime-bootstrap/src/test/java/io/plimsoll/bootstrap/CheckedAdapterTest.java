package io.plimsoll.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.Settings;
import io.plimsoll.SettingsException;
import io.plimsoll.port.Adapter;
import io.plimsoll.port.AdapterContext;
import io.plimsoll.port.CacheProvider;
import io.plimsoll.port.EventSink;
import io.plimsoll.port.MemorySensor;
import java.io.IOError;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an adapter does wrong becomes one problem that names it, whichever method does it. */
@Timeout(60)
class CheckedAdapterTest {

  static Stream<Method> ports() {
    return Arrays.stream(Adapter.class.getMethods())
        .filter(method -> method.getReturnType() == Optional.class);
  }

  @ParameterizedTest
  @MethodSource("ports")
  void nullIsToldWithItsOrigin(Method port) {
    assertThatThrownBy(() -> ask(port, () -> null))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("adapter odd (")
        .hasMessageContaining(": " + port.getName() + " answers null; must answer what it makes");
  }

  @ParameterizedTest
  @MethodSource("ports")
  void whatIsThrownIsToldWithItsOrigin(Method port) {
    for (Throwable thrown :
        List.of(
            new IllegalStateException("out of order"),
            new NoClassDefFoundError("out of order"),
            new AssertionError("out of order"),
            new IOError(new IllegalStateException("out of order")),
            new StackOverflowError("out of order"),
            new NumberFormatException("out of order"))) {
      assertThatThrownBy(
              () ->
                  ask(
                      port,
                      () -> {
                        throw thrown;
                      }))
          .isInstanceOf(SettingsException.class)
          .hasMessageContaining("from ")
          .hasMessageContaining(port.getName() + " throws " + thrown.getClass().getName())
          .hasMessageContaining("out of order; must answer");
    }
  }

  @ParameterizedTest
  @MethodSource("ports")
  void whatItSaysOfItsSettingsStaysAsItIs(Method port) {
    assertThatThrownBy(
            () ->
                ask(
                    port,
                    () -> {
                      throw new IllegalArgumentException("adapter.odd.x: is 'y'");
                    }))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessage("adapter.odd.x: is 'y'");
  }

  @ParameterizedTest
  @MethodSource("ports")
  void anAnswerPassesThrough(Method port) throws Throwable {
    assertThat(ask(port, Optional::empty)).isEqualTo(Optional.empty());
  }

  private interface Answer {
    Object give() throws Throwable;
  }

  private static Object ask(Method port, Answer answer) throws Throwable {
    Object argument = port.getParameterTypes()[0] == URI.class ? URI.create("odd:x") : context();
    try {
      return port.invoke(new CheckedAdapter("odd", odd(answer)), argument);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static Adapter odd(Answer answer) {
    return (Adapter)
        Proxy.newProxyInstance(
            CheckedAdapterTest.class.getClassLoader(),
            new Class<?>[] {Adapter.class},
            (proxy, method, arguments) -> answer.give());
  }

  @Test
  void whatOtherLanguagesThrowIsToldToo() {
    Adapter sneaky =
        new Adapter() {
          @Override
          public String id() {
            return "sneaky";
          }

          @Override
          public Optional<EventSink> eventSink(AdapterContext context) {
            sneaky().go();
            return Optional.empty();
          }
        };
    assertThatThrownBy(() -> new CheckedAdapter("sneaky", sneaky).eventSink(context()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("eventSink throws java.io.IOException: no disk");
  }

  private interface Thrower<E extends Exception> {
    void go() throws E;
  }

  @SuppressWarnings("unchecked") // that is the trick: what it throws is known to the compiler alone
  private static Thrower<RuntimeException> sneaky() {
    Thrower<IOException> thrower =
        () -> {
          throw new IOException("no disk");
        };
    return (Thrower<RuntimeException>) (Thrower<?>) thrower;
  }

  private static AdapterContext context() {
    return new AdapterContext("s", new SystemTime(new RuntimeThreads(1)), Map.of());
  }

  @Test
  void allProblemsOfTheChosenAreToldAtOnceAndNothingStaysOpen() {
    FakeAdapter fake = new FakeAdapter();
    Adapter broken =
        new Adapter() {
          @Override
          public String id() {
            return "broken";
          }

          @Override
          public Optional<CacheProvider> cacheProvider(AdapterContext context) {
            throw new IllegalStateException("no cache");
          }

          @Override
          public Optional<EventSink> eventSink(AdapterContext context) {
            throw new IllegalStateException("no sink");
          }

          @Override
          public Optional<MemorySensor> memorySensor(AdapterContext context) {
            throw new IllegalStateException("no sensor");
          }
        };
    Settings settings =
        Settings.of(
            Map.of(
                "process.adapter", "fake",
                "cache.adapter", "broken",
                "pool.adapter", "broken",
                "breaker.adapter", "broken",
                "memory.adapter", "broken",
                "events.adapter", "broken"));
    assertThatThrownBy(
            () ->
                Composition.start(
                    settings,
                    event -> {},
                    new Adapters(Map.of("fake", fake, "broken", broken)),
                    new ArrayList<>()))
        .isInstanceOfSatisfying(
            SettingsException.class,
            e ->
                assertThat(e.problems())
                    .satisfiesExactlyInAnyOrder(
                        one -> assertThat(one).contains("no cache"),
                        one -> assertThat(one).contains("no sink"),
                        one -> assertThat(one).contains("no sensor"),
                        one ->
                            assertThat(one)
                                .startsWith("pool.adapter: is 'broken'; that adapter lends no"),
                        one -> assertThat(one).startsWith("breaker.adapter: is 'broken';")));
    assertThat(fake.asked).containsExactly("close");
  }
}
