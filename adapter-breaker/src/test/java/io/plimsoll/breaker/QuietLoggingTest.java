package io.plimsoll.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.port.CircuitBreaker;
import io.plimsoll.port.CircuitBreakers.Limits;
import io.plimsoll.testkit.HandTicker;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.NOPLoggerFactory;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/** SLF4J comes up once in a JVM, so each of these has one of its own. */
class QuietLoggingTest {

  @TempDir Path folder;

  @Test
  void nothingIsWrittenWhereNobodyListens() throws Exception {
    assertThat(run(List.of())).containsExactly("org.slf4j.helpers.NOPLoggerFactory null");
  }

  @Test
  void whoeverListensIsLeftAlone() throws Exception {
    assertThat(run(List.of(serviceOf(Listening.class))))
        .containsExactly(ListeningFactory.class.getName() + " null");
  }

  @Test
  void twoWhoListenAreStillComplainedOf() throws Exception {
    assertThat(run(List.of(serviceOf(Listening.class, Second.class))))
        .anyMatch(line -> line.contains("multiple SLF4J providers"));
  }

  /** Has a breaker and a gate in a JVM of their own: all that it writes. */
  private List<String> run(List<Path> first) throws IOException, InterruptedException {
    List<String> path = new ArrayList<>();
    first.forEach(each -> path.add(each.toString()));
    path.add(System.getProperty("java.class.path"));
    Path output = folder.resolve("output");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                String.join(File.pathSeparator, path),
                Program.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return Files.readAllLines(output);
  }

  private Path serviceOf(Class<?>... providers) throws IOException {
    Path services = Files.createDirectories(folder.resolve("provider/META-INF/services"));
    List<String> names = new ArrayList<>();
    for (Class<?> provider : providers) {
      names.add(provider.getName());
    }
    Files.write(services.resolve(SLF4JServiceProvider.class.getName()), names);
    return folder.resolve("provider");
  }

  /** Uses both things that this adapter makes of Resilience4j. */
  static final class Program {
    public static void main(String[] arguments) {
      HandTicker ticker = new HandTicker();
      CircuitBreaker breaker = new ResilienceBreakers(ticker).open("one", Limits.usual());
      breaker.tryAcquire();
      try (ResilienceGate gate = new ResilienceGate(ticker)) {
        gate.shut();
      }
      System.out.println(
          LoggerFactory.getILoggerFactory().getClass().getName()
              + " "
              + System.getProperty("slf4j.internal.verbosity"));
    }
  }

  /** A factory that can be told from the one that stands in where there is none. */
  public static final class ListeningFactory implements ILoggerFactory {
    @Override
    public org.slf4j.Logger getLogger(String name) {
      return new NOPLoggerFactory().getLogger(name);
    }
  }

  /** A provider. */
  public static class Listening implements SLF4JServiceProvider {
    private final ILoggerFactory loggers = new ListeningFactory();

    @Override
    public ILoggerFactory getLoggerFactory() {
      return loggers;
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
      return new BasicMarkerFactory();
    }

    @Override
    public MDCAdapter getMDCAdapter() {
      return new NOPMDCAdapter();
    }

    @Override
    public String getRequestedApiVersion() {
      return "2.0.99";
    }

    @Override
    public void initialize() {}
  }

  /** Another one. */
  public static final class Second extends Listening {}
}
