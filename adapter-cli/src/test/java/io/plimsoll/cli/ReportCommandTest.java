package io.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.plimsoll.cli.report.ReportJson;
import io.plimsoll.cli.report.ReportStore;
import io.plimsoll.report.LeakReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ReportCommandTest {

  private static final Path EXAMPLE = Path.of("../docs/examples/report/leak-report.json");
  private static final Path SCHEMA = Path.of("../docs/leak-report.schema.json");

  @TempDir Path folder;

  private Cli cli() {
    return new Cli(folder).env("PLIMSOLL_STATE_FOLDER", folder.resolve("state").toString());
  }

  private Cli.Result report(String... args) {
    return cli().run(Stream.concat(Stream.of("report"), Stream.of(args)).toArray(String[]::new));
  }

  private List<?> wrong(String json) throws IOException {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Files.readString(SCHEMA));
    return schema.validate(
        json,
        InputFormat.JSON,
        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
  }

  /** Keeps the example as if that session had been so many seconds after another. */
  private void keep(String session, int after) throws IOException {
    String json = Files.readString(EXAMPLE).replace("3f9a1c0be27d4486", session);
    Path file = folder.resolve(session + "-given.json");
    Files.writeString(file, json);
    ReportStore store = new ReportStore(folder.resolve("state"));
    store.keep(ReportJson.read(file), true, text -> text);
    Files.setLastModifiedTime(
        store.folder().resolve(session + ".json"), FileTime.fromMillis(1_000L * after));
  }

  @Test
  void aBatchLeavesAReportThatKeepsToItsSchema() throws IOException {
    Cli.Result batch =
        cli().in("{\"command\":[\"sh\",\"-c\",\"sleep 1\"]}\n").run("batch", "--progress", "never");
    assertThat(batch.status()).as(batch.err()).isZero();
    assertThat(batch.err()).isEmpty();
    Cli.Result json = report("--format", "json");
    assertThat(json.status()).as(json.err()).isZero();
    assertThat(wrong(json.out())).isEmpty();
    assertThat(json.out())
        .contains(
            "\"verdict\":\"too-short\"", "\"operations\":1,", "\"name\":\"runtime and trees\"");
    assertThat(report().out())
        .startsWith("Too short to tell what grows: ")
        .contains("\nload line of the heap: ", "\ncommands that run ".strip());
    assertThat(report("--format", "html").out()).contains("<h1>Too short to tell what grows: ");
    try (Stream<Path> files = Files.list(folder.resolve("state/reports"))) {
      Path only = files.toList().get(0);
      assertThat(only.toString()).endsWith(".json");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(only)))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void theExampleKeepsToTheSchemaAndIsToldInEveryForm() throws IOException {
    String file = EXAMPLE.toAbsolutePath().toString();
    Cli.Result json = report(file, "--format", "json");
    assertThat(json.out()).isEqualTo(Files.readString(EXAMPLE));
    assertThat(wrong(json.out())).isEmpty();
    assertThat(report(file).out())
        .startsWith("It leaks: leases of session/detect, from 4 to 392 in 118.8 min, and 2 more.\n")
        .contains("com.example.agents.Detector.probe(Detector.java:88)");
    assertThat(report(file, "--format", "html").out()).contains("<h1>It leaks: leases");
  }

  @Test
  void theSchemaRefusesWhatIsNoReport() throws IOException {
    assertThat(wrong("{}")).isNotEmpty();
    assertThat(wrong(Files.readString(EXAMPLE).replace("\"confirmed\"", "\"sure\""))).isNotEmpty();
    assertThat(wrong(Files.readString(EXAMPLE).replace("2026-11-24T08", "yesterday"))).isNotEmpty();
  }

  @Test
  void theNewestIsToldUnlessOneIsNamedByItsBeginning() throws IOException {
    keep("aaaa000000000001", 10);
    keep("aaab000000000002", 30);
    keep("bbbb000000000003", 20);
    assertThat(report().out()).contains("\nsession aaab000000000002, ");
    assertThat(report("b").out()).contains("\nsession bbbb000000000003, ");
    assertThat(report("aaaa000000000001").out()).contains("\nsession aaaa000000000001, ");
    assertThat(report("aaa").err())
        .isEqualTo(
            "plimsoll: session 'aaa': fits 2 of them: aaab000000000002, aaaa000000000001; give more of its id\n");
    Cli.Result unknown = report("aaaa000000000009");
    assertThat(unknown.status()).isEqualTo(125);
    assertThat(unknown.err())
        .contains("session 'aaaa000000000009': has left no report; did you mean aaaa000000000001?")
        .contains("the newest are aaab000000000002, bbbb000000000003, aaaa000000000001;");
    assertThat(report("").status()).isEqualTo(125);
  }

  @Test
  void theListHasTheNewestFirst() throws IOException {
    assertThat(report("--list").out()).isEqualTo("no session has left a report\n");
    keep("aaaa000000000001", 10);
    keep("bbbb000000000003", 20);
    Files.writeString(folder.resolve("state/reports/cccc000000000004.json"), "{");
    Files.writeString(folder.resolve("state/reports/notes.json"), "{");
    List<String> lines = report("--list").lines();
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).startsWith("cccc000000000004  cannot be read: is no JSON: ");
    assertThat(lines.get(1))
        .isEqualTo(
            "bbbb000000000003  2026-11-24T10:00:00Z  2 h       It leaks: leases of session/detect, from 4 to 392 in 118.8 min, and 2 more");
    Cli.Result damaged = report();
    assertThat(damaged.status()).isEqualTo(125);
    assertThat(damaged.err()).contains("cccc000000000004.json: cannot be read as a report: is no");
  }

  @Test
  void aFileGetsItsFormByItsName() throws IOException {
    keep("aaaa000000000001", 10);
    for (String name : List.of("a.html", "a.json", "a.txt", "a")) {
      Cli.Result result = report("--output", name);
      assertThat(result.status()).as(result.err()).isZero();
      assertThat(result.out()).isEmpty();
    }
    assertThat(folder.resolve("a.html")).content().startsWith("<!DOCTYPE html>");
    assertThat(folder.resolve("a.json")).content().startsWith("{\"format\":");
    assertThat(folder.resolve("a.txt")).content().startsWith("It leaks: ");
    assertThat(folder.resolve("a")).content().startsWith("It leaks: ");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("a"))))
        .isEqualTo("rw-------");
    report("--output", "a", "--format", "json");
    assertThat(folder.resolve("a")).content().startsWith("{\"format\":");
    assertThat(report("--output", "no/where").err())
        .contains("option --output: is 'no/where'; must be a file in a folder that is there");
  }

  @Test
  void whatIsTooLargeForAReportIsReadNoFurtherThanThat() {
    assertThat(report("/dev/zero").err())
        .isEqualTo(
            "plimsoll: /dev/zero: cannot be read as a report: is larger than 4 MiB; no report is\n");
  }

  @Test
  void whatHasSomethingToSayIsKeptAsTextAndPageToo() throws IOException {
    keep("aaaa000000000001", 10);
    Path reports = folder.resolve("state/reports");
    assertThat(reports.resolve("aaaa000000000001.txt")).content().startsWith("It leaks: ");
    assertThat(reports.resolve("aaaa000000000001.html")).content().startsWith("<!DOCTYPE html>");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(reports)))
        .isEqualTo("rwx------");
  }

  @Test
  void theLastThirtyTwoOfEachKindAreKept() throws IOException {
    ReportStore store = new ReportStore(folder.resolve("state"));
    Path file = folder.resolve("given.json");
    for (int i = 0; i < 40; i++) {
      String session = "%016x".formatted(i);
      Files.writeString(file, Files.readString(EXAMPLE).replace("3f9a1c0be27d4486", session));
      store.keep(ReportJson.read(file), i % 2 == 0 || i < 4, text -> text);
      try (Stream<Path> kept = Files.list(store.folder())) {
        for (Path each : kept.filter(one -> one.toString().contains(session)).toList()) {
          Files.setLastModifiedTime(each, FileTime.fromMillis(1_000L * i));
        }
      }
    }
    assertThat(store.list()).hasSize(40);
    for (int i = 40; i < 80; i++) {
      Files.writeString(
          file, Files.readString(EXAMPLE).replace("3f9a1c0be27d4486", "%016x".formatted(i)));
      store.keep(ReportJson.read(file), false, text -> text);
    }
    assertThat(store.list()).hasSize(22 + ReportStore.MOST);
    assertThat(store.list()).extracting(ReportStore.Entry::session).contains("%016x".formatted(0));
  }

  @Test
  void secretsStayOutOfWhatIsKept() throws IOException {
    LeakReport report = ReportJson.read(EXAMPLE);
    ReportStore store = new ReportStore(folder.resolve("state"));
    Path text = store.keep(report, true, words -> words.replace("node server.js", "(redacted)"));
    assertThat(text).content().contains("(redacted) --stdio").doesNotContain("node server.js");
    assertThat(store.list().get(0).file())
        .content()
        .contains("(redacted) --stdio")
        .doesNotContain("node server.js");
  }

  @Test
  void aFolderOfReportsThatIsALinkIsRefused() throws IOException {
    Files.createDirectories(folder.resolve("state"));
    Files.createSymbolicLink(
        folder.resolve("state/reports"), Files.createDirectory(folder.resolve("elsewhere")));
    Cli.Result batch = cli().in("{\"command\":[\"true\"]}\n").run("batch", "--progress", "never");
    assertThat(batch.status()).as("the work is done all the same").isZero();
    assertThat(batch.err()).isEmpty();
    assertThat(folder.resolve("elsewhere")).isEmptyDirectory();
  }
}
