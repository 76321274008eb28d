package io.plimsoll.verification.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Jars of adapters that are dropped into the folder of the real command line. */
@Timeout(240)
class AdapterAcceptanceTest {

  private static final Path TOP = LauncherTest.top();
  private static final String PLIMSOLL = TOP.resolve("bin/plimsoll").toString();
  private static final Pattern FIRST_JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  /** Says which of our classes it sees, by throwing. */
  private static final String SPY =
      """
      package example;
      import io.plimsoll.port.*;
      import java.util.*;
      public class Spy implements Adapter {
        public String id() { return "spy"; }
        public Optional<EventSink> eventSink(AdapterContext context) {
          List<String> seen = new ArrayList<>();
          for (String name : List.of("com.google.inject.Guice", "com.fasterxml.jackson.databind.ObjectMapper",
              "com.github.benmanes.caffeine.cache.Cache", "io.plimsoll.Plimsoll", "io.plimsoll.cli.Main",
              "io.plimsoll.bootstrap.Composition", "io.plimsoll.process.LocalProcessAdapter",
              "io.plimsoll.core.supervise.Supervisor", "io.plimsoll.port.Ticker")) {
            try {
              seen.add(Class.forName(name).getName());
            } catch (ClassNotFoundException e) {
              continue;
            }
          }
          throw new IllegalStateException("sees " + seen);
        }
      }
      """;

  /** Opens connections to anything behind one scheme. */
  private static final String DOOR =
      """
      package example;
      import io.plimsoll.port.Adapter;
      import io.plimsoll.resource.ConnectionFactory;
      import java.net.URI;
      import java.time.Duration;
      import java.util.Optional;
      public class Door implements Adapter {
        public String id() { return "door"; }
        public Optional<ConnectionFactory<?>> connections(URI address) {
          return "door".equals(address.getScheme()) ? Optional.of(new Open()) : Optional.empty();
        }
        private static final class Open implements ConnectionFactory<Object> {
          public String target() { return "door"; }
          public Object open(Duration deadline) { return new Late(); }
          public boolean isOpen(Object connection) { return true; }
          public void close(Object connection) {}
        }
        private static final class Late {}
      }
      """;

  @TempDir private Path temp;
  private Path folder;
  private final Map<String, String> environment = new HashMap<>(System.getenv());

  @BeforeAll
  static void buildOnce(@TempDir Path folder) throws Exception {
    Started.run(folder, System.getenv(), "", List.of(PLIMSOLL, "--version"));
  }

  @BeforeEach
  void makeFolder() throws IOException {
    folder = Files.createDirectories(temp.resolve("home/adapters"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    environment.put("XDG_STATE_HOME", temp.resolve("state").toString());
    environment.put("PLIMSOLL_HOME", temp.resolve("home").toString());
  }

  private Started plimsoll(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(PLIMSOLL));
    command.addAll(List.of(arguments));
    return Started.run(temp, environment, "", command);
  }

  /** The adapter of the documentation, as it stands there. */
  private static String documented() throws IOException {
    Matcher block = FIRST_JAVA.matcher(Files.readString(TOP.resolve("docs/extend.md")));
    assertThat(block.find()).isTrue();
    return block.group(1);
  }

  private Path jar(String name, String type, String source, String service) throws IOException {
    Path work = Files.createTempDirectory(temp, "made");
    Path file = Files.writeString(work.resolve(type + ".java"), source);
    Path classes = Files.createDirectory(work.resolve("classes"));
    String ports = TOP.resolve("runtime-ports/target/classes").toString();
    tool("javac", "-proc:none", "-cp", ports, "-d", classes.toString(), file.toString());
    Path services = Files.createDirectories(classes.resolve("META-INF/services"));
    Files.writeString(services.resolve("io.plimsoll.port.Adapter"), service + "\n");
    Path jar = folder.resolve(name);
    tool("jar", "--create", "--file", jar.toString(), "-C", classes.toString(), ".");
    return jar;
  }

  private static void tool(String name, String... arguments) {
    StringWriter said = new StringWriter();
    PrintWriter out = new PrintWriter(said);
    int status = ToolProvider.findFirst(name).orElseThrow().run(out, out, arguments);
    assertThat(status).as(said.toString()).isZero();
  }

  private Path audit() throws IOException {
    Path jar = jar("audit.jar", "AuditAdapter", documented(), "example.AuditAdapter");
    Files.writeString(
        temp.resolve("plimsoll.toml"),
        "[events]\nadapter = \"audit\"\n[adapter.audit]\nfile = \"" + temp + "/audit.log\"\n");
    return jar;
  }

  @Test
  void theDocumentedAdapterIsChosenByOneSetting() throws Exception {
    audit();
    Started run = plimsoll("run", "--", "echo", "hello");
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).isEqualTo("hello\n");
    assertThat(Files.readAllLines(temp.resolve("audit.log")))
        .satisfiesExactly(
            line -> assertThat(line).startsWith("1 2").endsWith("-1 echo hello"),
            line -> assertThat(line).startsWith("2 2").endsWith("succeeded: left with status 0"));
  }

  @Test
  void configExplainsWhereItComesFrom() throws Exception {
    Path jar = audit();
    Started text = plimsoll("config", "--explain");
    assertThat(text.out().lines())
        .anySatisfy(
            line ->
                assertThat(line)
                    .matches(
                        "takes the events +audit +events.adapter, by plimsoll.toml:2; example.AuditAdapter, from "
                            + Pattern.quote(jar.toString())));
    JsonNode rows = new ObjectMapper().readTree(plimsoll("config", "--explain", "--json").out());
    assertThat(rows)
        .anySatisfy(
            row -> {
              assertThat(row.path("adapter").asText()).isEqualTo("audit");
              assertThat(row.path("installed").asBoolean()).isTrue();
              assertThat(row.path("origin").asText()).isEqualTo(jar.toString());
            });
  }

  @Test
  void itSeesThePortsAndNoneOfUs() throws Exception {
    jar("spy.jar", "Spy", SPY, "example.Spy");
    environment.put("PLIMSOLL_EVENTS_ADAPTER", "spy");
    Started run = plimsoll("run", "--", "touch", temp.resolve("ran").toString());
    assertThat(run.status()).isEqualTo(125);
    assertThat(run.err())
        .startsWith("plimsoll: adapter spy (example.Spy, from " + folder.resolve("spy.jar") + ")")
        .contains("eventSink throws", "sees [io.plimsoll.port.Ticker]; must answer")
        .hasLineCount(1);
    assertThat(temp.resolve("ran")).doesNotExist();
  }

  @Test
  void whatIsSabotagedIsToldAtOnceAndNothingRuns() throws Exception {
    audit();
    String other = documented().replace("AuditAdapter", "Other");
    jar("clash.jar", "Other", other.replace("\"audit\"", "\"local\""), "example.Other");
    jar("gone.jar", "Other", other, "example.Gone");
    jar(
        "unnamed.jar",
        "Other",
        other.replace("return \"audit\"", "throw new UnsupportedOperationException()"),
        "example.Other");
    jar("twice.jar", "Other", other, "example.Other");
    Files.writeString(folder.resolve("text.jar"), "no jar");
    Started run = plimsoll("run", "--", "touch", temp.resolve("ran").toString());
    assertThat(run.status()).isEqualTo(125);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines().toList())
        .satisfiesExactlyInAnyOrder(
            line -> assertThat(line).isEqualTo("plimsoll: 5 problems:"),
            line ->
                assertThat(line).contains("clash.jar", "'local' is taken by io.plimsoll.process."),
            line -> assertThat(line).contains("gone.jar", "example.Gone not found"),
            line -> assertThat(line).contains("unnamed.jar", "id throws"),
            line -> assertThat(line).contains("twice.jar", "'audit' is taken by", "audit.jar"),
            line -> assertThat(line).contains("text.jar", "no jar"));
    assertThat(temp.resolve("ran")).doesNotExist();
    assertThat(temp.resolve("audit.log")).doesNotExist();
    assertThat(temp.resolve("state")).doesNotExist();
    assertThat(plimsoll("config", "--explain").status()).isEqualTo(125);
    assertThat(plimsoll("reap").status()).isEqualTo(125);
  }

  @Test
  void aBatchNeedsWhatAnAdapterOfTheFolderOpens() throws Exception {
    jar("door.jar", "Door", DOOR, "example.Door");
    Path jobs = Files.writeString(temp.resolve("jobs"), "{\"command\":[\"true\"]}\n");
    Started batch = plimsoll("batch", "--needs", "door:main", jobs.toString());
    assertThat(batch.err()).isEmpty();
    assertThat(batch.status()).isZero();
    environment.put("PLIMSOLL_HOME", temp.resolve("elsewhere").toString());
    Started without = plimsoll("batch", "--needs", "door:main", jobs.toString());
    assertThat(without.status()).isEqualTo(125);
    assertThat(without.err()).contains("no adapter here knows that scheme");
  }

  @Test
  void aFolderThatOthersCanWriteIsRefused() throws Exception {
    audit();
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwx---"));
    Started run = plimsoll("run", "--", "true");
    assertThat(run.status()).isEqualTo(125);
    assertThat(run.err()).contains("can be written by others (770)", "try chmod go-w '" + folder);
    environment.put("PLIMSOLL_ADAPTERS_FOLDER", "none");
    environment.put("PLIMSOLL_EVENTS_ADAPTER", "");
    assertThat(plimsoll("run", "--", "true").status()).isZero();
  }
}
