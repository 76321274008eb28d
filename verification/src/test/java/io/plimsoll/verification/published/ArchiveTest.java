package io.plimsoll.verification.published;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is carried away says what it consists of, and under which licences. */
class ArchiveTest {

  private static final Set<String> ALLOWED =
      Set.of("Apache-2.0", "BSD-3-Clause", "MIT", "Public Domain");

  /** A line such as {@code (Apache-2.0) Name of it (group:artifact:version - address)}. */
  private static final Pattern THIRD_PARTY =
      Pattern.compile("^ *\\((.+?)\\) .*\\(([^: ]+):([^: ]+):([^: ]+) - .*\\)$");

  private final Path target = Tree.top().resolve("adapter-cli/target");

  @Test
  void eachLibraryIsNamedWithALicenceThatIsAllowed() throws IOException {
    Set<String> named = new TreeSet<>();
    for (String line : Files.readAllLines(target.resolve("third-party/THIRD-PARTY.txt"))) {
      Matcher found = THIRD_PARTY.matcher(line);
      if (found.matches()) {
        assertThat(ALLOWED).as(line).contains(found.group(1));
        named.add(found.group(3) + "-" + found.group(4) + ".jar");
      }
    }
    assertThat(named).isEqualTo(libraries());
  }

  @Test
  void whatIsUnderAnotherLicenceThanOursBringsItsText() throws IOException {
    int texts = 0;
    for (String line : Files.readAllLines(target.resolve("third-party/THIRD-PARTY.txt"))) {
      Matcher found = THIRD_PARTY.matcher(line);
      if (found.matches() && !found.group(1).equals("Apache-2.0")) {
        assertThat(texts(found.group(3), found.group(4))).as(line).isNotEmpty();
        texts++;
      }
    }
    assertThat(texts).isGreaterThan(5);
    assertThat(texts("nothing", "1.0")).isEmpty();
  }

  @Test
  void theBillOfMaterialsHasEachJar() throws IOException {
    JsonNode bill = new ObjectMapper().readTree(target.resolve("plimsoll.cdx.json").toFile());
    assertThat(bill.path("bomFormat").asText()).isEqualTo("CycloneDX");
    Set<String> billed = new TreeSet<>();
    for (JsonNode component : bill.path("components")) {
      billed.add(
          component.path("name").asText() + "-" + component.path("version").asText() + ".jar");
      assertThat(component.path("licenses")).as(component.path("name").asText()).isNotEmpty();
      assertThat(component.path("hashes")).as(component.path("name").asText()).isNotEmpty();
    }
    assertThat(billed).isEqualTo(libraries());
  }

  /** The jars that the command line's own is started with. */
  private Set<String> libraries() throws IOException {
    try (JarFile jar = new JarFile(target.resolve("dist/lib/plimsoll.jar").toFile())) {
      String path = jar.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
      Set<String> libraries = new TreeSet<>(Arrays.asList(path.split(" ")));
      assertThat(libraries).contains("runtime-core-" + Tree.version() + ".jar");
      assertThat(libraries)
          .allSatisfy(each -> assertThat(target.resolve("dist/lib").resolve(each)).exists());
      return libraries;
    }
  }

  private List<Path> texts(String artifact, String version) throws IOException {
    Set<Path> texts = new LinkedHashSet<>();
    Path unpacked = target.resolve("third-party/licenses/" + artifact + "-" + version + "-jar");
    if (Files.isDirectory(unpacked)) {
      try (Stream<Path> files = Files.walk(unpacked)) {
        files.filter(Files::isRegularFile).forEach(texts::add);
      }
    }
    try (Stream<Path> files = Files.list(Tree.top().resolve("adapter-cli/src/licenses"))) {
      files
          .filter(file -> artifact.startsWith(file.getFileName().toString().replace(".txt", "")))
          .forEach(texts::add);
    }
    return List.copyOf(texts);
  }
}
