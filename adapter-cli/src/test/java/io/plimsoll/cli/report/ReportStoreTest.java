package io.plimsoll.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.report.LeakReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ReportStoreTest {

  private static final Path EXAMPLE = Path.of("../docs/examples/report/leak-report.json");
  private static final String ID = "3f9a1c0be27d4486";

  private static final Pattern NAME =
      Pattern.compile("([0-9a-f]{16})\\.(?:json|txt|html)(?:\\.part)?");

  @TempDir Path state;

  /** Every name that is one character away from one that is kept, and some that are further. */
  private static List<String> names() {
    List<String> kept = new ArrayList<>();
    for (String kind : List.of(".json", ".txt", ".html")) {
      kept.add(ID + kind);
      kept.add(ID + kind + ".part");
    }
    List<String> all = new ArrayList<>(List.of("", ID, ID + ".part", ID + ".txt.json", "0.json"));
    for (String name : kept) {
      all.add(name);
      for (int at = 0; at <= name.length(); at++) {
        String before = name.substring(0, at);
        for (String other : List.of("", "0", "9", "/", ":", "`", "a", "f", "g", "A", ".", "\n")) {
          all.add(before + other + name.substring(at));
          all.add(before + other + name.substring(Math.min(at + 1, name.length())));
        }
      }
    }
    return all;
  }

  @Test
  void itsFilesAreThoseOfThisForm() {
    assertThat(names())
        .allSatisfy(
            name -> assertThat(ReportStore.isOurs(name)).isEqualTo(NAME.matcher(name).matches()))
        .anyMatch(ReportStore::isOurs);
  }

  @Test
  void theNewestComesFirstAndOfOneMomentTheLeastId() throws IOException {
    ReportStore store = new ReportStore(state);
    Files.createDirectories(store.folder());
    given(store, "aaaaaaaaaaaaaaa3", 10);
    given(store, "aaaaaaaaaaaaaaa2", 20);
    given(store, "aaaaaaaaaaaaaaa1", 20);
    given(store, "aaaaaaaaaaaaaaa4", 30);
    assertThat(store.list())
        .extracting(ReportStore.Entry::session)
        .containsExactly(
            "aaaaaaaaaaaaaaa4", "aaaaaaaaaaaaaaa1", "aaaaaaaaaaaaaaa2", "aaaaaaaaaaaaaaa3");
  }

  /** Those that tell something do not push out those that do not, nor the other way round. */
  @Test
  void theOldestOfEachKindAreForgotten() throws IOException {
    ReportStore store = new ReportStore(state);
    Files.createDirectories(store.folder());
    for (int i = 0; i < ReportStore.MOST; i++) {
      given(store, "%016x".formatted(0x100 + i), 10 + i);
      given(store, "%016x".formatted(0x200 + i), 10 + i);
      Files.createFile(store.folder().resolve("%016x.txt".formatted(0x200 + i)));
    }
    LeakReport report = ReportJson.read(EXAMPLE);
    store.keep(report, false, UnaryOperator.identity());
    assertThat(left(store)).hasSize(3 * ReportStore.MOST).contains(ID + ".json");
    assertThat(left(store))
        .doesNotContain("0000000000000100.json")
        .contains("0000000000000101.json");
    store.keep(report, true, UnaryOperator.identity());
    assertThat(left(store))
        .contains(ID + ".json", ID + ".txt", ID + ".html")
        .contains("0000000000000101.json", "0000000000000201.json", "0000000000000201.txt")
        .doesNotContain("0000000000000200.json", "0000000000000200.txt");
  }

  private static void given(ReportStore store, String session, int after) throws IOException {
    Path file = Files.createFile(store.folder().resolve(session + ".json"));
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_000L * after));
  }

  private static List<String> left(ReportStore store) throws IOException {
    try (Stream<Path> files = Files.list(store.folder())) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
