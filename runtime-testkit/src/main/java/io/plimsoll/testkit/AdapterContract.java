package io.plimsoll.testkit;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plimsoll.port.Adapter;
import io.plimsoll.port.AdapterContext;
import io.plimsoll.port.Ticker;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What every adapter promises, whichever ports it fills. A test class of an adapter implements this
 * interface and answers it; each promise is one test. What each port promises is in the contract of
 * that port.
 *
 * @since 0.1.0
 */
public interface AdapterContract {

  /** The adapter, made as the runtime makes it. */
  Adapter adapter();

  /** The ports that it fills; of all others it must answer that it does not. */
  Set<AdapterPort> fills();

  /** Settings of its own without which it makes nothing. */
  default Map<String, String> settings() {
    return Map.of();
  }

  /** An address that it opens connections to; empty where it knows no scheme. */
  default Optional<URI> address() {
    return Optional.empty();
  }

  /** Whether {@link ServiceLoader} finds it; a bundled adapter may come by other ways. */
  default boolean isService() {
    return true;
  }

  /** How long to wait for the end of its threads. */
  default Duration patience() {
    return Duration.ofSeconds(10);
  }

  private AdapterContext context(ContextThreads threads) {
    return new AdapterContext("contract", Ticker.system(), settings(), threads);
  }

  /** Asks for all that is to be closed, and closes it in the end. */
  private Map<AdapterPort, Object> made(Adapter adapter, ContextThreads threads) {
    Map<AdapterPort, Object> made = new EnumMap<>(AdapterPort.class);
    for (AdapterPort port : AdapterPort.values()) {
      Optional<?> answer = port.ask(adapter, context(threads));
      if (answer != null) { // else the promise about that is broken, and no other
        answer.ifPresent(one -> made.put(port, one));
      }
    }
    return made;
  }

  private static void close(Map<AdapterPort, Object> made) {
    for (Object one : made.values()) {
      if (one instanceof AutoCloseable closeable) {
        assertDoesNotThrow(closeable::close, () -> "closing " + one.getClass().getName());
      }
    }
  }

  @Test
  default void itsIdIsFitAndStays() {
    Adapter adapter = adapter();
    String id = adapter.id();
    assertNotNull(id, "id");
    assertTrue(
        id.matches("[a-z0-9][a-z0-9-]{0,63}"),
        () -> "id is '" + id + "'; must be 1 to 64 lower-case letters, digits or hyphens");
    assertEquals(id, adapter.id(), "asked again");
  }

  @Test
  default void itFillsWhatItSaysAndRefusesTheRest() {
    ContextThreads threads = new ContextThreads();
    Map<AdapterPort, Object> made = made(adapter(), threads);
    close(made);
    assertEquals(fills(), made.keySet());
  }

  @Test
  default void whatItCannotDoIsEmptyAndNeverNull() {
    Adapter adapter = adapter();
    ContextThreads threads = new ContextThreads();
    for (AdapterPort port : AdapterPort.values()) {
      Optional<?> answer = port.ask(adapter, context(threads));
      assertNotNull(answer, () -> port + ": null; must be Optional.empty()");
      answer.ifPresent(one -> close(Map.of(port, one)));
    }
    assertNotNull(
        adapter.connections(URI.create("no-such-scheme://localhost:1")),
        "connections: null; must be Optional.empty()");
  }

  @Test
  default void eachRuntimeGetsItsOwn() {
    ContextThreads threads = new ContextThreads();
    Adapter adapter = adapter();
    Map<AdapterPort, Object> one = made(adapter, threads);
    Map<AdapterPort, Object> other = made(adapter, threads);
    close(one);
    close(other);
    one.forEach((port, made) -> assertNotSame(made, other.get(port), port::toString));
  }

  @Test
  default void whatItMadeCanBeClosedTwice() {
    ContextThreads threads = new ContextThreads();
    Map<AdapterPort, Object> made = made(adapter(), threads);
    close(made);
    close(made);
  }

  @Test
  default void itsThreadsComeFromTheContextAndEndWithIt() {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    ContextThreads threads = new ContextThreads();
    Map<AdapterPort, Object> made = made(adapter(), threads);
    List<String> strangers = new ArrayList<>();
    Set<Thread> now = new HashSet<>(Thread.getAllStackTraces().keySet());
    now.removeAll(before);
    now.removeAll(threads.made());
    now.stream().filter(ContextThreads::isNoneOfTheJdk).forEach(t -> strangers.add(t.getName()));
    close(made);
    assertEquals(List.of(), strangers, "threads that the context did not make");
    Await.await(
        () -> "the end of its threads: " + threads.live(),
        patience(),
        () -> threads.live().isEmpty());
  }

  @Test
  default void itKnowsItsOwnAddressesAndNoOthers() {
    Adapter adapter = adapter();
    Optional<?> unknown = adapter.connections(URI.create("no-such-scheme://localhost:1"));
    assertFalse(unknown != null && unknown.isPresent(), "it claims a scheme that there is not");
    address()
        .ifPresent(
            own -> assertTrue(adapter.connections(own).isPresent(), () -> own + " is not known"));
  }

  @Test
  default void itIsFoundAsAService() {
    Adapter adapter = adapter();
    boolean found =
        ServiceLoader.load(Adapter.class, adapter.getClass().getClassLoader()).stream()
            .anyMatch(provider -> provider.type() == adapter.getClass());
    assertEquals(
        isService(),
        found,
        () ->
            adapter.getClass().getName()
                + " in META-INF/services/io.plimsoll.port.Adapter, or in provides of its module");
  }
}
