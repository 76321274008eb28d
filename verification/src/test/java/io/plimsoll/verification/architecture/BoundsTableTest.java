package io.plimsoll.verification.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.plimsoll.Setting;
import io.plimsoll.cli.settings.CliSettings;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of bounds speaks of every field that can hold many things, and of no other. */
class BoundsTableTest {
  private static final String MUTANTS = "io.plimsoll.mutants";
  private static final BoundsTable TABLE =
      BoundsTable.read(Modules.top().resolve("docs/bounds.md"));
  private static final List<Containers.Found> FIELDS =
      Containers.in(new House("io.plimsoll", Set.of()), Modules.mainClasses());

  @Test
  void everyCollectionAndBufferHasItsRow() {
    List<Containers.Found> missing = TABLE.missing(FIELDS);
    assertThat(missing)
        .as(
            "docs/bounds.md lacks rows; find out what bounds these and add%n%s",
            BoundsTable.paste(missing))
        .isEmpty();
  }

  @Test
  void noRowOutlivesItsField() {
    assertThat(TABLE.stale(FIELDS))
        .as("rows of docs/bounds.md whose field is gone or renamed; remove or rename them")
        .isEmpty();
  }

  @Test
  void everyRowSaysItsBoundAndWhatHappensThere() {
    assertThat(TABLE.faults()).as("docs/bounds.md").isEmpty();
  }

  @Test
  void settingsThatRowsNameAreThere() {
    Set<String> known = CliSettings.schema().stream().map(Setting::key).collect(Collectors.toSet());
    assertThat(TABLE.settingsBeside(known)).as("docs/bounds.md").isEmpty();
  }

  @Test
  void aNewMapWithoutARowIsNamedAndItsRowOffered() {
    List<Containers.Found> missing = TABLE.missing(mutants());
    assertThat(missing)
        .extracting(Containers.Found::toString)
        .contains("runtime-core: GrowingMap.known, a Map<String, String>")
        .contains("runtime-core: GrowingArray.kept, a byte[]");
    assertThat(BoundsTable.paste(missing))
        .contains("## runtime-core")
        .contains("| `GrowingMap.known` | ? (Map<String, String>) | ? | ? |");
  }

  /** Each kind of thing that can grow, wherever it hides. */
  @Test
  void nothingThatHoldsManyIsOverlooked() {
    assertThat(mutants())
        .filteredOn(found -> found.name().startsWith("Hoards."))
        .extracting(Containers.Found::name)
        .containsExactly(
            "Hoards.ALL",
            "Hoards.Inner.below",
            "Hoards.Told.names",
            "Hoards.buffer",
            "Hoards.counts",
            "Hoards.executor",
            "Hoards.history",
            "Hoards.library",
            "Hoards.local",
            "Hoards.maybe",
            "Hoards.one",
            "Hoards.pool",
            "Hoards.queue",
            "Hoards.soon",
            "Hoards.text",
            "Hoards.written");
  }

  @Test
  void aRowWithoutItsFieldIsNamed() {
    BoundsTable table = table("| `Gone.map`, `other` | names | 5 names | refused |");
    assertThat(table.stale(FIELDS))
        .containsExactly("runtime-core: Gone.map", "runtime-core: Gone.other");
  }

  @Test
  void aRowThatSaysNothingIsNamed() {
    for (String row :
        List.of(
            "| `A.map` | names |  | refused |",
            "| `A.map` | names | 5 names |  |",
            "| `A.map` | names | 5 names |",
            "| `A.map` | names | ? | refused |",
            "| `A.map` | names | 5 names | to be said, TODO |",
            "| `A.map` | names | unbounded | refused |",
            "| `A.map` | ? (Map) | 5 names | refused |",
            "| `A.map` | names | --- | refused |")) {
      assertThat(table(row).faults()).as(row).anyMatch(fault -> fault.contains("A.map"));
    }
  }

  @Test
  void rowsOutOfOrderOrTwiceAreNamed() {
    String row = "| `%s.map` | names | 5 names | refused |";
    assertThat(table(row.formatted("B"), row.formatted("A")).faults())
        .anyMatch(fault -> fault.contains("A.map stands after B.map"));
    assertThat(table(row.formatted("A"), row.formatted("A")).faults())
        .anyMatch(fault -> fault.contains("A.map is listed twice"));
  }

  @Test
  void aSettingThatIsNotThereIsNamed() {
    BoundsTable table = table("| `A.map` | names | `process.queu` names | refused |");
    assertThat(table.settingsBeside(Set.of("process.queue")))
        .containsExactly("runtime-core: A.map names process.queu, which is no setting");
  }

  private static BoundsTable table(String... rows) {
    return BoundsTable.parse(Stream.concat(Stream.of("## runtime-core"), Stream.of(rows)).toList());
  }

  private static List<Containers.Found> mutants() {
    return Containers.in(
        new House(MUTANTS, Set.of()), new ClassFileImporter().importPackages(MUTANTS));
  }
}
