package io.plimsoll.bootstrap;

import com.google.inject.Module;
import io.plimsoll.RuntimeSettings;
import io.plimsoll.Setting;
import io.plimsoll.Settings;
import io.plimsoll.SettingsException;
import io.plimsoll.Suggestion;
import io.plimsoll.command.Text;
import io.plimsoll.core.ledger.Failures;
import io.plimsoll.port.Adapter;
import io.plimsoll.resource.ConnectionFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The adapters that are there, by id: those that bring a Guice module, those that need none, and
 * those of a folder of jars. Closing them closes the class loaders of that folder.
 */
final class Adapters implements AutoCloseable {

  private static final int WORDS = 200;

  private final Map<String, CheckedAdapter> byId = new TreeMap<>();
  private final List<AdapterFolder.Bundle> bundles = new ArrayList<>();
  private final List<String> problems;

  /** None yet. */
  Adapters(List<String> problems) {
    this.problems = problems;
  }

  /** These, each under its key. */
  Adapters(Map<String, Adapter> byId) {
    this(new ArrayList<>());
    byId.forEach((id, adapter) -> this.byId.put(id, new CheckedAdapter(id, adapter)));
  }

  /**
   * Finds them: in the program, and in the folder that the settings name.
   *
   * @param problems takes what is wrong with them: each one that is broken, ids that are not fit,
   *     or taken twice
   */
  static Adapters find(Settings settings, List<String> problems) {
    Adapters found = new Adapters(problems);
    List<Adapter> known = KnownAdapters.all(System.getProperty(KnownAdapters.PROPERTY, ""));
    if (known.isEmpty()) {
      found.look();
    } else {
      for (Adapter adapter : known) {
        found.add(adapter);
      }
    }
    Optional<Path> folder = AdapterPlace.of(settings, System.getenv(), problems);
    if (folder.isPresent()) {
      found.read(folder.get(), AdapterPlace.isNamed(settings));
    }
    return found;
  }

  /** Looks through the whole program: all jars are opened. */
  private void look() {
    ClassLoader own = Adapters.class.getClassLoader();
    List<Module> modules = new ArrayList<>();
    Providers.each(Module.class, own, Optional.empty(), modules::add, problems);
    if (!modules.isEmpty()) {
      InjectedAdapters.of(modules, problems).forEach(this::add);
    }
    Providers.each(Adapter.class, own, Optional.empty(), this::add, problems);
  }

  private void read(Path folder, boolean mustBeThere) {
    if (Files.exists(folder)) {
      for (AdapterFolder.Bundle bundle : AdapterFolder.open(folder, problems)) {
        bundles.add(bundle);
        Optional<Path> place = Optional.of(bundle.place());
        if (Providers.each(Adapter.class, bundle.loader(), place, this::add, problems) == 0) {
          problems.add(
              "adapters.folder: '%s' offers no adapter; must name its class in META-INF/services/%s; add that file, or take it out"
                  .formatted(bundle.place(), Adapter.class.getName()));
        }
      }
    } else if (mustBeThere) {
      problems.add(
          "adapters.folder: is '%s'; there is no such folder; make it, or set %s"
              .formatted(folder, RuntimeSettings.NO_FOLDER));
    }
  }

  private void add(Adapter adapter) {
    String id;
    try {
      id = adapter.id();
    } catch (OutOfMemoryError e) {
      throw e; // not the adapter's
    } catch (Throwable e) {
      problem(adapter, "id throws " + Text.visible(e.toString(), WORDS));
      return;
    }
    add(id, adapter);
  }

  private void add(@Nullable String id, Adapter adapter) {
    if (id == null || !AdapterIds.isFit(id)) {
      problem(adapter, "id is " + (id == null ? "null" : "'" + Text.visible(id, WORDS) + "'"));
      return;
    }
    CheckedAdapter added = new CheckedAdapter(id, adapter);
    CheckedAdapter before = byId.putIfAbsent(id, added);
    if (before != null) {
      problems.add(
          "adapter %s (from %s): id '%s' is taken by %s (from %s); ids must differ; rename one, or take one out"
              .formatted(added.words(), added.origin(), id, before.words(), before.origin()));
    }
  }

  private void problem(Adapter adapter, String what) {
    CheckedAdapter checked = new CheckedAdapter("", adapter);
    problems.add(
        "adapter %s (from %s): %s; must be 1 to 64 lower-case letters, digits or hyphens; try local"
            .formatted(checked.words(), checked.origin(), what));
  }

  /** The adapter of this id; where there is none, a problem that names those there are. */
  Optional<Adapter> choose(String key, String id, List<String> problems) {
    CheckedAdapter adapter = byId.get(id);
    if (adapter == null) {
      problems.add(
          "%s: is '%s'; must be one of %s%s"
              .formatted(key, id, byId.keySet(), Suggestion.didYouMean(id, byId.keySet())));
    }
    return Optional.ofNullable(adapter);
  }

  /** The adapter of this id. */
  Optional<CheckedAdapter> named(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** What is to be said where an adapter refuses the settings that it is made with. */
  static List<String> refused(RuntimeException e) {
    return e instanceof SettingsException settings
        ? settings.problems()
        : List.of(String.valueOf(e.getMessage()));
  }

  /** What is to be said of an adapter that was chosen and cannot do this. */
  static String lacking(Setting<?> choice, String id, String what) {
    return "%s: is '%s'; that adapter %s; choose another".formatted(choice.key(), id, what);
  }

  /** What opens connections to an address: the first adapter, by id, that knows its scheme. */
  Optional<ConnectionFactory<?>> connections(URI address) {
    return byId.values().stream()
        .flatMap(adapter -> adapter.connections(address).stream())
        .findFirst()
        .map(factory -> factory);
  }

  /** Has this class loader not closed with the others. */
  void leaveOpen(@Nullable ClassLoader loader) {
    bundles.removeIf(bundle -> bundle.loader() == loader);
  }

  /** Closes the class loaders. A second call does nothing. */
  @Override
  public void close() {
    Failures failures = new Failures();
    for (AdapterFolder.Bundle bundle : bundles) {
      failures.run(bundle.loader()::close);
    }
    bundles.clear();
    Waiting.throwFirst(failures);
  }
}
