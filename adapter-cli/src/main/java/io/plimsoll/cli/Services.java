package io.plimsoll.cli;

import io.plimsoll.Plimsoll;
import io.plimsoll.Settings;
import io.plimsoll.SettingsException;
import io.plimsoll.cli.batch.Needs;
import io.plimsoll.command.Text;
import io.plimsoll.resource.ConnectionFactory;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Reads what {@code --needs} names. */
final class Services {

  private Services() {}

  /**
   * What opens connections to services.
   *
   * @param reader reads the settings, which may name a folder of adapters; what is wrong with them
   *     or with adapters is told by others
   * @param problems takes what is wrong with the addresses
   */
  static List<ConnectionFactory<?>> read(
      List<String> needs, Supplier<Settings> reader, List<String> problems) {
    List<ConnectionFactory<?>> services = new ArrayList<>();
    if (needs.isEmpty()) {
      return services;
    }
    if (needs.size() > Needs.MOST) {
      problems.add(
          "option --needs: is given %d times; must be at most %d; name what all jobs need"
              .formatted(needs.size(), Needs.MOST));
      return services;
    }
    Settings settings = settings(reader);
    for (String text : needs) {
      try {
        services.add(Plimsoll.connections(settings, new URI(text), Object.class));
      } catch (URISyntaxException e) {
        problems.add(
            "option --needs: is '%s'; must be an address; try tcp://localhost:5432"
                .formatted(Text.visible(text)));
      } catch (SettingsException e) {
        return services; // what is wrong with an adapter is told by the start, which it prevents
      } catch (IllegalArgumentException e) {
        problems.add("option --needs: " + e.getMessage());
      }
    }
    return services;
  }

  private static Settings settings(Supplier<Settings> reader) {
    try {
      return reader.get();
    } catch (SettingsException e) {
      return Settings.defaults();
    }
  }
}
