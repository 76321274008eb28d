package io.plimsoll.verification.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The modules of this build as they lie on the disk. */
final class Modules {
  /** The folders of the modules, in the order of {@link House#MODULES}. */
  static final List<String> FOLDERS =
      List.of(
          "runtime-ports",
          "runtime-core",
          "runtime-testkit",
          "adapter-process",
          "adapter-cache",
          "adapter-pool",
          "adapter-breaker",
          "runtime-bootstrap",
          "adapter-cli",
          "adapter-micrometer",
          "verification");

  private Modules() {}

  /** The top of the source tree: the folder around this module that holds the launcher. */
  static Path top() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("bin/plimsoll"))) {
      folder = folder.getParent();
      if (folder == null) {
        throw new IllegalStateException("no bin/plimsoll around " + Path.of("").toAbsolutePath());
      }
    }
    return folder;
  }

  static Path classes(String folder) {
    return top().resolve(folder).resolve("target/classes");
  }

  static List<ModuleDescriptor> descriptors() {
    return FOLDERS.stream().map(Modules::descriptor).toList();
  }

  static ModuleDescriptor descriptor(String folder) {
    try (InputStream in = Files.newInputStream(classes(folder).resolve("module-info.class"))) {
      return ModuleDescriptor.read(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The packages that any other module may see. */
  static Set<String> exported() {
    return descriptors().stream()
        .flatMap(module -> module.exports().stream())
        .filter(export -> !export.isQualified())
        .map(ModuleDescriptor.Exports::source)
        .collect(Collectors.toSet());
  }

  static JavaClasses mainClasses() {
    ImportOption notGenerated = location -> !location.contains("/jmh_generated/");
    return new ClassFileImporter()
        .withImportOption(notGenerated)
        .importPaths(FOLDERS.stream().map(Modules::classes).toList());
  }

  /** The compiled tests of all modules, without the mutants. */
  static JavaClasses testClasses() {
    ImportOption noMutants = location -> !location.contains("/mutants/");
    List<Path> folders =
        FOLDERS.stream()
            .map(folder -> top().resolve(folder).resolve("target/test-classes"))
            .filter(Files::isDirectory)
            .toList();
    return new ClassFileImporter().withImportOption(noMutants).importPaths(folders);
  }
}
