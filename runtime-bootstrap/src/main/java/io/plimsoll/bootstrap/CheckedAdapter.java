package io.plimsoll.bootstrap;

import io.plimsoll.SettingsException;
import io.plimsoll.command.Text;
import io.plimsoll.port.Adapter;
import io.plimsoll.port.AdapterContext;
import io.plimsoll.port.AdmissionGate;
import io.plimsoll.port.CacheProvider;
import io.plimsoll.port.CircuitBreakers;
import io.plimsoll.port.EventSink;
import io.plimsoll.port.LazyLogger;
import io.plimsoll.port.MemorySensor;
import io.plimsoll.port.PoolProvider;
import io.plimsoll.port.ProcessLauncher;
import io.plimsoll.port.Reaper;
import io.plimsoll.resource.ConnectionFactory;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * An adapter whose answers are checked: what it throws, and where it answers null, becomes a
 * problem of the settings that names it and where it comes from. While it is asked the thread's
 * context class loader is its own, so that its libraries look for their parts beside it.
 */
final class CheckedAdapter implements Adapter {

  private static final Logger LOG = LazyLogger.of(CheckedAdapter.class);
  private static final int WORDS = 300;

  private final String id;
  private final Adapter adapter;

  CheckedAdapter(String id, Adapter adapter) {
    this.id = id;
    this.adapter = adapter;
  }

  @Override
  public String id() {
    return id;
  }

  /** Its class, with its version where its jar tells one. */
  String words() {
    Class<?> type = adapter.getClass();
    String version = type.getPackage().getImplementationVersion();
    return type.getName() + (version == null ? "" : " " + version);
  }

  /** The jar or folder of classes that it comes from. */
  String origin() {
    return Providers.origin(adapter.getClass());
  }

  @Override
  public Optional<ProcessLauncher> processLauncher(AdapterContext context) {
    return asked("processLauncher", its -> its.processLauncher(context));
  }

  @Override
  public Optional<EventSink> eventSink(AdapterContext context) {
    return asked("eventSink", its -> its.eventSink(context));
  }

  @Override
  public Optional<CacheProvider> cacheProvider(AdapterContext context) {
    return asked("cacheProvider", its -> its.cacheProvider(context));
  }

  @Override
  public Optional<PoolProvider> poolProvider(AdapterContext context) {
    return asked("poolProvider", its -> its.poolProvider(context));
  }

  @Override
  public Optional<ConnectionFactory<?>> connections(URI address) {
    return asked("connections", its -> its.connections(address));
  }

  @Override
  public Optional<MemorySensor> memorySensor(AdapterContext context) {
    return asked("memorySensor", its -> its.memorySensor(context));
  }

  @Override
  public Optional<AdmissionGate> admissionGate(AdapterContext context) {
    return asked("admissionGate", its -> its.admissionGate(context));
  }

  @Override
  public Optional<CircuitBreakers> circuitBreakers(AdapterContext context) {
    return asked("circuitBreakers", its -> its.circuitBreakers(context));
  }

  @Override
  public Optional<Reaper> reaper(AdapterContext context) {
    return asked("reaper", its -> its.reaper(context));
  }

  /**
   * What an adapter says of its settings, by an {@link IllegalArgumentException}, is left as is.
   */
  private <T> Optional<T> asked(String method, Function<Adapter, Optional<T>> question) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    Optional<T> answer;
    try {
      thread.setContextClassLoader(adapter.getClass().getClassLoader());
      answer = question.apply(adapter);
    } catch (NumberFormatException e) {
      throw broken(method, e);
    } catch (IllegalArgumentException e) {
      throw e;
    } catch (OutOfMemoryError e) {
      throw e; // not the adapter's
    } catch (Throwable e) {
      throw broken(method, e);
    } finally {
      thread.setContextClassLoader(before);
    }
    if (answer == null) {
      throw problem(method + " answers null");
    }
    return answer;
  }

  private SettingsException broken(String method, Throwable e) {
    LOG.log(Level.DEBUG, "adapter " + id + ": " + method, e);
    return problem(method + " throws " + Text.visible(e.toString(), WORDS));
  }

  private SettingsException problem(String what) {
    return new SettingsException(
        List.of(
            "adapter %s (%s, from %s): %s; must answer what it makes, or Optional.empty(); repair it, or choose another"
                .formatted(id, words(), origin(), what)));
  }
}
