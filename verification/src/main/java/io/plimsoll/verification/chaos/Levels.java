package io.plimsoll.verification.chaos;

import io.plimsoll.Plimsoll;
import io.plimsoll.Setting;
import io.plimsoll.Settings;
import io.plimsoll.SettingsException;
import io.plimsoll.verification.proof.UsageException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The levels of containment that work here, each with the settings of a runtime. */
final class Levels {

  private static final List<String> KNOWN = List.of("cookie", "session", "cgroup", "namespace");
  private static final String STATE = "state.folder";

  private Levels() {}

  /** Those that were asked for; all that start here where none was. */
  static Map<String, Settings> of(String asked, int concurrency, Path folder, PrintStream out) {
    Map<String, Settings> found = new LinkedHashMap<>();
    for (String level : asked.isEmpty() ? KNOWN : List.of(asked)) {
      Settings settings = settings(level, concurrency, folder);
      String refusal = refusal(settings);
      if (refusal.isEmpty()) {
        found.put(level, settings);
      } else if (asked.isEmpty()) {
        out.println("  containment " + level + ": not tried here: " + refusal);
      } else {
        throw new UsageException("--containment: " + refusal);
      }
    }
    return found;
  }

  private static Settings settings(String level, int concurrency, Path folder) {
    Map<String, String> values = new HashMap<>();
    values.put("process.containment", level);
    values.put("process.concurrency", Integer.toString(concurrency));
    if (Settings.defaults().schema().stream().map(Setting::key).anyMatch(STATE::equals)) {
      values.put(STATE, folder.resolve("state").toString());
    }
    return Settings.of(values);
  }

  private static String refusal(Settings settings) {
    try (Plimsoll plimsoll = Plimsoll.start(settings)) {
      return plimsoll.session().isEmpty() ? "it has no session" : "";
    } catch (SettingsException e) {
      return String.join("; ", e.problems());
    }
  }
}
