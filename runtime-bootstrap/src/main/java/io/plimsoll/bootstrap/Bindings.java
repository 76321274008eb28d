package io.plimsoll.bootstrap;

import io.plimsoll.PortBinding;
import io.plimsoll.RuntimeSettings;
import io.plimsoll.Setting;
import io.plimsoll.Settings;
import io.plimsoll.SettingsException;
import io.plimsoll.port.Adapter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says which adapter fills which port. */
public final class Bindings {

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
    Adapters adapters = Adapters.find(problems);
    if (!problems.isEmpty()) {
      throw new SettingsException(problems);
    }
    List<PortBinding> all = new ArrayList<>();
    ports().forEach((port, setting) -> all.add(binding(port, setting, settings, adapters)));
    return all;
  }

  private static PortBinding binding(
      String port, Setting<String> setting, Settings settings, Adapters adapters) {
    String id = settings.get(setting);
    List<String> missing = new ArrayList<>();
    Optional<Adapter> adapter = adapters.choose(setting.key(), id, missing);
    return new PortBinding(
        port,
        setting.key(),
        id,
        settings.source(setting),
        adapter.isPresent(),
        adapter.map(Bindings::words).orElseGet(() -> String.join("; ", missing)));
  }

  private static String words(Adapter adapter) {
    Class<?> type = adapter.getClass();
    String version = type.getPackage().getImplementationVersion();
    return type.getName() + (version == null ? "" : " " + version);
  }
}
