package io.plimsoll.bootstrap;

import io.plimsoll.PortBinding;
import io.plimsoll.RuntimeSettings;
import io.plimsoll.Setting;
import io.plimsoll.Settings;
import io.plimsoll.SettingsException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says which adapter fills which port. */
public final class Bindings {

  private static final String EVENTS = "takes the events";

  private Bindings() {}

  private static Map<String, Setting<String>> ports() {
    Map<String, Setting<String>> ports = new LinkedHashMap<>();
    ports.put("starts and ends processes", RuntimeSettings.PROCESS_ADAPTER);
    ports.put("ends what earlier sessions left", RuntimeSettings.PROCESS_ADAPTER);
    ports.put("keeps caches", RuntimeSettings.CACHE_ADAPTER);
    ports.put("lends connections", RuntimeSettings.POOL_ADAPTER);
    ports.put("breaks off failing connects", RuntimeSettings.BREAKER_ADAPTER);
    ports.put("reads the memory", RuntimeSettings.MEMORY_ADAPTER);
    ports.put("keeps the gate for new work", RuntimeSettings.MEMORY_ADAPTER);
    return ports;
  }

  /**
   * All ports, in the order of the documentation. Makes nothing that is to be closed.
   *
   * @throws SettingsException when what is installed does not fit together
   */
  public static List<PortBinding> of(Settings settings) {
    List<String> problems = new ArrayList<>();
    try (Adapters adapters = Adapters.find(settings, problems)) {
      if (!problems.isEmpty()) {
        throw new SettingsException(problems);
      }
      List<PortBinding> all = new ArrayList<>();
      ports()
          .forEach(
              (port, setting) ->
                  all.add(binding(port, setting, settings.get(setting), settings, adapters)));
      List<String> sinks = settings.get(RuntimeSettings.EVENTS_ADAPTERS);
      for (String id : sinks) {
        all.add(binding(EVENTS, RuntimeSettings.EVENTS_ADAPTERS, id, settings, adapters));
      }
      return sinks.isEmpty() ? with(all, noSinks(settings)) : all;
    }
  }

  private static List<PortBinding> with(List<PortBinding> all, PortBinding last) {
    all.add(last);
    return all;
  }

  private static PortBinding noSinks(Settings settings) {
    Setting<?> setting = RuntimeSettings.EVENTS_ADAPTERS;
    String words = "no adapter is chosen; they go to the program alone";
    return new PortBinding(EVENTS, setting.key(), "", settings.source(setting), false, words, "");
  }

  private static PortBinding binding(
      String port, Setting<?> setting, String id, Settings settings, Adapters adapters) {
    List<String> missing = new ArrayList<>();
    var unused = adapters.choose(setting.key(), id, missing);
    Optional<CheckedAdapter> adapter = adapters.named(id);
    return new PortBinding(
        port,
        setting.key(),
        id,
        settings.source(setting),
        adapter.isPresent(),
        adapter.map(CheckedAdapter::words).orElseGet(() -> String.join("; ", missing)),
        adapter.map(CheckedAdapter::origin).orElse(""));
  }
}
