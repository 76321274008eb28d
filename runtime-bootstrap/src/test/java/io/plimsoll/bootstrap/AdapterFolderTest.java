package io.plimsoll.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.Plimsoll;
import io.plimsoll.Settings;
import io.plimsoll.SettingsException;
import io.plimsoll.port.Adapter;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Jars of adapters in a folder: what they see, what closes them, and what is refused. */
@Timeout(60)
class AdapterFolderTest {

  @TempDir Path temp;
  private Path folder;
  private final List<String> problems = new ArrayList<>();

  @BeforeEach
  void makeFolder() throws IOException {
    folder = Files.createDirectory(temp.resolve("adapters"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Adapters find() {
    return Adapters.find(Settings.of(Map.of("adapters.folder", folder.toString())), problems);
  }

  private static String target(Adapters adapters, String name) {
    return adapters.connections(URI.create("class:" + name)).orElseThrow().target();
  }

  @Test
  void aJarIsFoundWithItsOrigin() throws IOException {
    Path jar = AdapterJar.of(folder.resolve("mine.jar"), "Mine", AdapterJar.SEES);
    try (Adapters adapters = find()) {
      assertThat(problems).isEmpty();
      CheckedAdapter mine = adapters.named("mine").orElseThrow();
      assertThat(mine.words()).isEqualTo("example.Mine");
      assertThat(mine.origin()).isEqualTo(jar.toString());
    }
  }

  @Test
  void itSeesThePortsAndTheJdkAndNothingElse() throws IOException {
    AdapterJar.of(folder.resolve("mine.jar"), "Mine", AdapterJar.SEES);
    try (Adapters adapters = find()) {
      for (String seen :
          List.of("io.plimsoll.port.Adapter", "java.sql.Connection", "example.Mine")) {
        assertThat(target(adapters, seen)).isEqualTo("sees " + seen);
      }
      for (String unseen :
          List.of(
              "com.google.inject.Guice",
              "io.plimsoll.Plimsoll",
              "io.plimsoll.bootstrap.Adapters",
              "io.plimsoll.core.ledger.Failures",
              "org.junit.jupiter.api.Test")) {
        assertThat(getClass().getClassLoader().getResource(unseen.replace('.', '/') + ".class"))
            .as(unseen)
            .isNotNull();
        assertThat(target(adapters, unseen)).as(unseen).isEqualTo("does not see it");
      }
    }
  }

  @Test
  void whatIsSharedIsWhatTheModuleOfThePortsExports() {
    Path ports = Path.of(Providers.origin(Adapter.class));
    ModuleDescriptor module = ModuleFinder.of(ports).findAll().iterator().next().descriptor();
    assertThat(PortsOnly.SHARED)
        .isEqualTo(
            module.exports().stream()
                .map(ModuleDescriptor.Exports::source)
                .collect(Collectors.toSet()));
  }

  @Test
  void aFolderOfJarsIsOneAdapterWithItsLibraries() throws IOException {
    Path inside = folder.resolve("mine");
    Path library = temp.resolve("library");
    new AdapterJar(library)
        .source(
            "Help",
            "package library; public class Help { public static String id() { return \"helped\"; } }")
        .pack(inside.resolve("help.jar"));
    new AdapterJar(library)
        .source(
            "Mine",
            "package example; public class Mine implements io.plimsoll.port.Adapter {"
                + " public String id() { return library.Help.id(); } }")
        .names("example.Mine")
        .without("library/Help.class")
        .pack(inside.resolve("mine.jar"));
    try (Adapters adapters = find()) {
      assertThat(problems).isEmpty();
      assertThat(adapters.named("helped")).isPresent();
    }
  }

  @Test
  void twoJarsDoNotMeet() throws IOException {
    AdapterJar.of(folder.resolve("one.jar"), "Mine", AdapterJar.SEES);
    AdapterJar.of(
        folder.resolve("two.jar"), "Mine", AdapterJar.SEES.replace("\"mine\"", "\"two\""));
    try (Adapters adapters = find()) {
      assertThat(problems).isEmpty();
      assertThat(adapters.named("mine").orElseThrow().origin()).endsWith("one.jar");
      assertThat(adapters.named("two").orElseThrow().origin()).endsWith("two.jar");
    }
  }

  @Test
  void whatIsClosedLoadsNoMore() throws IOException {
    new AdapterJar(temp.resolve("made"))
        .source("Mine", AdapterJar.SEES)
        .source("Late", "package example; class Late {}")
        .names("example.Mine")
        .pack(folder.resolve("mine.jar"));
    Adapters adapters = find();
    var connections = adapters.connections(URI.create("class:example.Late")).orElseThrow();
    adapters.close();
    adapters.close();
    assertThat(connections.target()).isEqualTo("does not see it");
  }

  /**
   * A launcher that tells, as its only fact, whether it can load a class that it had no need of.
   */
  private static final String LAUNCHER =
      """
      package example;
      import io.plimsoll.command.Command;
      import io.plimsoll.port.*;
      import java.util.*;
      public class Mine implements Adapter, ProcessLauncher {
        private int asked;
        public String id() { return "mine"; }
        public Optional<ProcessLauncher> processLauncher(AdapterContext context) {
          return Optional.of(this);
        }
        public LiveProcess launch(String lease, Command command, ProcessObserver observer) {
          throw new UnsupportedOperationException();
        }
        public List<Fact> facts() {
          try {
            return List.of(new Fact("sees", Class.forName("example.Late" + asked++).getName(), true));
          } catch (ClassNotFoundException | NoClassDefFoundError e) {
            return List.of();
          }
        }
        public void close() {}
      }
      """;

  @Test
  void theClassLoadersAreClosedWithTheRuntime() throws IOException {
    new AdapterJar(temp.resolve("made"))
        .source("Mine", LAUNCHER)
        .source("Late0", "package example; class Late0 {}")
        .source("Late1", "package example; class Late1 {}")
        .names("example.Mine")
        .pack(folder.resolve("mine.jar"));
    Settings settings =
        Settings.of(
            Map.of(
                "adapters.folder", folder.toString(),
                "process.adapter", "mine",
                "memory.mode", "off",
                "recorder.enabled", "false"));
    Plimsoll plimsoll = Plimsoll.start(settings);
    assertThat(plimsoll.facts()).singleElement().asString().contains("example.Late0");
    plimsoll.close();
    assertThat(plimsoll.facts()).isEmpty();
  }

  @Test
  void connectionsOfAJarServeAsLongAsTheyAreHeld() throws IOException {
    new AdapterJar(temp.resolve("made"))
        .source("Mine", AdapterJar.SEES)
        .source("Late", "package example; class Late {}")
        .names("example.Mine")
        .pack(folder.resolve("mine.jar"));
    Settings settings = Settings.of(Map.of("adapters.folder", folder.toString()));
    URI address = URI.create("class:example.Late");
    assertThat(Plimsoll.connections(settings, address, Object.class).target())
        .isEqualTo("sees example.Late");
    assertThatThrownBy(() -> Plimsoll.connections(address, Object.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no adapter here knows that scheme");
    Files.writeString(folder.resolve("odd.jar"), "no jar");
    assertThatThrownBy(() -> Plimsoll.connections(settings, address, Object.class))
        .isInstanceOf(SettingsException.class);
  }

  @Test
  void theContextIsItsOwnWhileItIsAskedAndNotAfter() throws IOException {
    AdapterJar.of(
        folder.resolve("mine.jar"),
        "Mine",
        AdapterJar.SEES
            .replace(
                "address.getSchemeSpecificPart()",
                "address.getSchemeSpecificPart(), false, context")
            .replace(
                "return Optional.of(",
                "ClassLoader context = Thread.currentThread().getContextClassLoader(); return Optional.of("));
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try (Adapters adapters = find()) {
      assertThat(target(adapters, "example.Mine")).isEqualTo("sees example.Mine");
      assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
    }
  }

  @Test
  void allThatIsBrokenIsToldAtOnceWithItsJar() throws IOException {
    String sound = AdapterJar.SEES;
    String head = "package example; public class Mine implements io.plimsoll.port.Adapter { ";
    new AdapterJar(temp.resolve("a")).names("example.Gone").pack(folder.resolve("a-gone.jar"));
    AdapterJar.of(
        folder.resolve("b-private.jar"),
        "Mine",
        sound.replace("  public String id", "  private Mine() {}\n  public String id"));
    AdapterJar.of(
        folder.resolve("c-throws.jar"),
        "Mine",
        head
            + "public Mine() { throw new IllegalStateException(\"out of order\"); } public String id() { return \"c\"; } }");
    AdapterJar.of(
        folder.resolve("d-id-throws.jar"),
        "Mine",
        head + "public String id() { throw new UnsupportedOperationException(\"no name\"); } }");
    AdapterJar.of(
        folder.resolve("e-id-null.jar"), "Mine", head + "public String id() { return null; } }");
    AdapterJar.of(
        folder.resolve("f-id-odd.jar"),
        "Mine",
        head + "public String id() { return \"My Id\"; } }");
    AdapterJar.of(
        folder.resolve("g-no-adapter.jar"), "Mine", "package example; public class Mine {}");
    new AdapterJar(temp.resolve("h"))
        .source("Base", "package example; public class Base {}")
        .source(
            "Mine",
            "package example; public class Mine extends Base implements io.plimsoll.port.Adapter { public String id() { return \"h\"; } }")
        .names("example.Mine")
        .without("example/Base.class")
        .pack(folder.resolve("h-half.jar"));
    new AdapterJar(temp.resolve("i")).source("Mine", sound).pack(folder.resolve("i-unnamed.jar"));
    new AdapterJar(temp.resolve("j"))
        .source("Mine", sound)
        .names("two words")
        .pack(folder.resolve("j-words.jar"));
    Path late = AdapterJar.of(folder.resolve("k-late.jar"), "Mine", sound);
    age(late);
    Files.writeString(folder.resolve("l-text.jar"), "no jar");
    AdapterJar.of(folder.resolve("m-first.jar"), "Mine", sound);
    AdapterJar.of(
        folder.resolve("n-second.jar"), "Other", sound.replace("class Mine", "class Other"));
    Files.createDirectory(folder.resolve("o-empty"));
    Files.writeString(folder.resolve("README.txt"), "ignored");
    find().close();
    assertThat(problems)
        .satisfiesExactlyInAnyOrder(
            tells(
                "adapter example.Gone (from ",
                "a-gone.jar): cannot be made: Provider example.Gone not found; repair it, or take it out"),
            tells(
                "adapter example.Mine (from ",
                "b-private.jar): cannot be made: ",
                "no-arg constructor"),
            tells(
                "adapter example.Mine (from ",
                "c-throws.jar): cannot be made: ",
                "IllegalStateException: out of order"),
            tells(
                "adapter example.Mine (from ",
                "d-id-throws.jar): id throws ",
                "UnsupportedOperationException: no name"),
            tells("e-id-null.jar): id is null; must be 1 to 64 lower-case letters"),
            tells("f-id-odd.jar): id is 'My Id'; must be"),
            tells(
                "adapter example.Mine (from ",
                "g-no-adapter.jar): cannot be made: ",
                "not a subtype"),
            tells("adapter example.Mine (from ", "h-half.jar): cannot be made: ", "example/Base"),
            tells(
                "i-unnamed.jar' offers no adapter; must name its class in META-INF/services/io.plimsoll.port.Adapter"),
            tells("j-words.jar): cannot be made: ", "llegal configuration-file syntax"),
            tells(
                "adapter example.Mine (from ",
                "k-late.jar): cannot be made: it is compiled for Java 99, and this is Java "
                    + Runtime.version().feature()),
            tells("l-text.jar' is no jar that can be read"),
            tells(
                "adapter example.Other (from ",
                "n-second.jar): id 'mine' is taken by example.Mine (from ",
                "m-first.jar); ids must differ"),
            tells("o-empty' holds no jar"));
  }

  private static Consumer<String> tells(String... parts) {
    return problem -> assertThat(problem).contains(parts).doesNotContain("\n");
  }

  /** Makes the classes of a jar look as if a later compiler had made them. */
  private static void age(Path jar) throws IOException {
    try (FileSystem files = FileSystems.newFileSystem(jar)) {
      Path type = files.getPath("example/Mine.class");
      byte[] bytes = Files.readAllBytes(type);
      bytes[7] = (byte) (44 + 99);
      Files.write(type, bytes);
    }
  }

  @Test
  void moreThanThereMayBeAreRefused() throws IOException {
    for (int i = 0; i <= AdapterFolder.MOST; i++) {
      Files.createFile(folder.resolve(i + ".jar"));
    }
    find().close();
    assertThat(problems)
        .singleElement()
        .asString()
        .contains("holds more than 64 jars and folders; must hold fewer");
  }

  @Test
  void moreThanOneFolderMayHoldAreRefused() throws IOException {
    Path inside = Files.createDirectory(folder.resolve("many"));
    for (int i = 0; i <= AdapterFolder.MOST_JARS; i++) {
      Files.createFile(inside.resolve(i + ".jar"));
    }
    find().close();
    assertThat(problems).singleElement().asString().contains("holds more than 256 jars");
  }

  @Test
  void whatOthersCanWriteIsRefused() throws IOException {
    Path jar = AdapterJar.of(folder.resolve("mine.jar"), "Mine", AdapterJar.SEES);
    Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("rw-rw-r--"));
    find().close();
    assertThat(problems)
        .containsExactly(
            "adapters.folder: '%s' can be written by others (664); must not be, for it is run; try chmod go-w '%s'"
                .formatted(jar, jar));
    problems.clear();
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    try (Adapters adapters = find()) {
      assertThat(adapters.named("mine")).isEmpty();
    }
    assertThat(problems)
        .containsExactly(
            "adapters.folder: '%s' can be written by others (777); must not be, for it is run; try chmod go-w '%s'"
                .formatted(folder, folder));
  }

  @Test
  void whatBelongsToAnotherUserIsRefused() {
    Path path = Path.of("/x");
    assertThat(Ownership.problem(path, 1000, 0755, 1000)).isEmpty();
    assertThat(Ownership.problem(path, 0, 0755, 1000)).isEmpty();
    assertThat(Ownership.problem(path, 1001, 0755, 1000))
        .isEqualTo(
            "belongs to user 1001; must belong to user 1000 or root, for it is run; try chown 1000 '/x'");
  }

  @Test
  void aFolderThatWasNamedMustBeThere() throws IOException {
    Files.delete(folder);
    find().close();
    assertThat(problems)
        .containsExactly(
            "adapters.folder: is '%s'; there is no such folder; make it, or set none"
                .formatted(folder));
    problems.clear();
    Files.writeString(folder, "a file");
    find().close();
    assertThat(problems)
        .containsExactly(
            "adapters.folder: '%s' is a file; must be a folder of jars; remove it"
                .formatted(folder));
  }

  @Test
  void theUsualPlaceFollowsTheEnvironment() {
    assertThat(place("none", Map.of("PLIMSOLL_HOME", "/p"))).isEmpty();
    assertThat(place("auto", Map.of())).isEmpty();
    assertThat(place("auto", Map.of("HOME", "/h")))
        .contains(Path.of("/h/.local/share/plimsoll/adapters"));
    assertThat(place("auto", Map.of("HOME", "/h", "XDG_DATA_HOME", "/d")))
        .contains(Path.of("/d/plimsoll/adapters"));
    assertThat(place("auto", Map.of("HOME", "/h", "XDG_DATA_HOME", "d")))
        .contains(Path.of("/h/.local/share/plimsoll/adapters"));
    assertThat(place("auto", Map.of("XDG_DATA_HOME", "/d", "PLIMSOLL_HOME", "/p")))
        .contains(Path.of("/p/adapters"));
    assertThat(place("/own", Map.of("PLIMSOLL_HOME", "/p"))).contains(Path.of("/own"));
    assertThat(problems).isEmpty();
    assertThat(place("auto", Map.of("PLIMSOLL_HOME", "p"))).isEmpty();
    assertThat(problems)
        .singleElement()
        .asString()
        .startsWith("environment PLIMSOLL_HOME: is 'p'; must be an absolute path; try /");
  }

  private Optional<Path> place(String text, Map<String, String> environment) {
    return AdapterPlace.of(Settings.of(Map.of("adapters.folder", text)), environment, problems);
  }
}
