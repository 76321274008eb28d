package io.plimsoll.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The same on the module path, by its name as a module. */
@Timeout(60)
class ModulePathTest {

  private static final Set<String> ROOTS =
      Set.of("io.plimsoll.micrometer", "io.plimsoll.process", "io.plimsoll.cache");

  /** What tests bring. */
  private static final Pattern OF_TESTS =
      Pattern.compile(
          ".*/(test-classes|runtime-testkit|junit-|opentest4j|apiguardian|assertj|byte-buddy|slf4j-nop|surefire|prometheus-|micrometer-registry-).*|.*/runtime-testkit/.*");

  @Test
  void theMetersOfARuntimeOnTheModulePath() throws Exception {
    Path[] parts =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(part -> !OF_TESTS.matcher(part).matches())
            .map(Path::of)
            .filter(Files::exists)
            .toArray(Path[]::new);
    Configuration modules =
        ModuleLayer.boot()
            .configuration()
            .resolveAndBind(ModuleFinder.of(parts), ModuleFinder.of(), ROOTS);
    ModuleLayer layer =
        ModuleLayer.defineModulesWithOneLoader(
                modules, List.of(ModuleLayer.boot()), ClassLoader.getPlatformClassLoader())
            .layer();
    ClassLoader loader = layer.findLoader("io.plimsoll.micrometer");
    Class<?> metrics = loader.loadClass("io.plimsoll.micrometer.PlimsollMetrics");
    assertThat(metrics.getModule().getName()).isEqualTo("io.plimsoll.micrometer");
    assertThat(metrics.getModule().isNamed()).isTrue();

    Class<?> plimsoll = loader.loadClass("io.plimsoll.Plimsoll");
    Class<?> settings = loader.loadClass("io.plimsoll.Settings");
    Class<?> registries =
        loader.loadClass("io.micrometer.core.instrument.simple.SimpleMeterRegistry");
    Object registry = registries.getConstructor().newInstance();
    Object runtime =
        plimsoll
            .getMethod("start", settings)
            .invoke(null, settings.getMethod("defaults").invoke(null));
    try {
      Object binder = metrics.getConstructor(plimsoll).newInstance(runtime);
      Method bind =
          metrics.getMethod(
              "bindTo", loader.loadClass("io.micrometer.core.instrument.MeterRegistry"));
      bind.invoke(binder, registry);
      List<?> meters = (List<?>) registries.getMethod("getMeters").invoke(registry);
      assertThat(meters).hasSizeGreaterThan(80);
      metrics.getMethod("close").invoke(binder);
    } finally {
      plimsoll.getMethod("close").invoke(runtime);
    }
  }
}
