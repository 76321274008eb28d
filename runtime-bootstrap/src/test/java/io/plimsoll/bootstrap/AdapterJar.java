package io.plimsoll.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;

/** Makes jars of adapters out of their sources, as their authors do. */
final class AdapterJar {

  static final String SERVICE = "META-INF/services/io.plimsoll.port.Adapter";

  /** An adapter whose connections tell, as their target, whether it sees a class. */
  static final String SEES =
      """
      package example;
      import io.plimsoll.port.Adapter;
      import io.plimsoll.resource.ConnectionFactory;
      import java.net.URI;
      import java.time.Duration;
      import java.util.Optional;
      public class Mine implements Adapter {
        public String id() { return "mine"; }
        public Optional<ConnectionFactory<?>> connections(URI address) {
          return Optional.of(new ConnectionFactory<Object>() {
            public String target() {
              try {
                return "sees " + Class.forName(address.getSchemeSpecificPart()).getName();
              } catch (ClassNotFoundException | NoClassDefFoundError e) {
                return "does not see it";
              }
            }
            public Object open(Duration deadline) { return this; }
            public boolean isOpen(Object connection) { return true; }
            public void close(Object connection) {}
          });
        }
      }
      """;

  private final Path work;
  private final List<String> options = new ArrayList<>();

  /**
   * @param work where the classes go on their way
   */
  AdapterJar(Path work, String... options) {
    this.work = work;
    this.options.addAll(List.of(options));
  }

  /** Makes a jar of one class in the package {@code example}, and names it as an adapter. */
  static Path of(Path jar, String type, String source) throws IOException {
    return new AdapterJar(Files.createTempDirectory(jar.getParent().getParent(), "made"))
        .source(type, source)
        .names("example." + type)
        .pack(jar);
  }

  AdapterJar source(String type, String text) throws IOException {
    Path file = work.resolve("src").resolve(type + ".java");
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    List<String> all = new ArrayList<>(options);
    all.addAll(List.of("-proc:none", "-d", classes().toString(), "-cp", classPath()));
    all.add(file.toString());
    tool("javac", all);
    return this;
  }

  AdapterJar names(String line) throws IOException {
    Path file = classes().resolve(SERVICE);
    Files.createDirectories(file.getParent());
    Files.writeString(file, line + "\n");
    return this;
  }

  AdapterJar without(String entry) throws IOException {
    Files.delete(classes().resolve(entry));
    return this;
  }

  Path pack(Path jar) throws IOException {
    Files.createDirectories(jar.getParent());
    tool("jar", List.of("--create", "--file", jar.toString(), "-C", classes().toString(), "."));
    return jar;
  }

  private Path classes() throws IOException {
    return Files.createDirectories(work.resolve("classes"));
  }

  private String classPath() throws IOException {
    return classes() + ":" + Providers.origin(io.plimsoll.port.Adapter.class);
  }

  private static void tool(String name, List<String> arguments) {
    StringWriter said = new StringWriter();
    PrintWriter out = new PrintWriter(said);
    int status =
        ToolProvider.findFirst(name).orElseThrow().run(out, out, arguments.toArray(String[]::new));
    assertThat(status).as(said.toString()).isZero();
  }
}
