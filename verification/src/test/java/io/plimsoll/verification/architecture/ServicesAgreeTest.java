package io.plimsoll.verification.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What a module provides is said twice, for the module path and for the class path. Both say the
 * same.
 */
class ServicesAgreeTest {
  @Test
  void bothListsNameTheSameProviders() throws IOException {
    for (String folder : Modules.FOLDERS) {
      Map<String, Set<String>> listed =
          listed(Modules.classes(folder).resolve("META-INF/services"));
      assertThat(listed).as(folder).isEqualTo(provided(Modules.descriptor(folder)));
    }
  }

  @Test
  void aProviderNamedOnlyOnceIsSeen() throws IOException {
    ModuleDescriptor mutant =
        ModuleDescriptor.newModule("mutant")
            .packages(Set.of("mutant"))
            .provides("mutant.Port", List.of("mutant.Adapter"))
            .build();
    assertThat(provided(mutant)).isEqualTo(Map.of("mutant.Port", Set.of("mutant.Adapter")));
    assertThat(listed(Path.of("nowhere"))).isEmpty();
  }

  private static Map<String, Set<String>> provided(ModuleDescriptor module) {
    Map<String, Set<String>> provided = new TreeMap<>();
    module.provides().forEach(p -> provided.put(p.service(), new TreeSet<>(p.providers())));
    return provided;
  }

  private static Map<String, Set<String>> listed(Path services) throws IOException {
    Map<String, Set<String>> listed = new TreeMap<>();
    if (!Files.isDirectory(services)) {
      return listed;
    }
    try (Stream<Path> files = Files.list(services)) {
      for (Path file : files.toList()) {
        Set<String> providers = new LinkedHashSet<>();
        for (String line : Files.readAllLines(file)) {
          String name = line.replaceFirst("#.*", "").strip();
          if (!name.isEmpty()) {
            providers.add(name);
          }
        }
        listed.put(file.getFileName().toString(), providers);
      }
    }
    return listed;
  }
}
