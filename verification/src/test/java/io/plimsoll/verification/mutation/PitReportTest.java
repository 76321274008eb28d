package io.plimsoll.verification.mutation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PitReportTest {

  private static final String OPEN = "ledger.Ledger.open | removed call to Map::put";

  @TempDir Path folder;

  private static String mutation(String status, String method, int line, String description) {
    return """
        <mutation detected='x' status='%s' numberOfTestsRun='1'><sourceFile>Ledger.java</sourceFile>\
        <mutatedClass>io.plimsoll.core.ledger.Ledger</mutatedClass><mutatedMethod>%s</mutatedMethod>\
        <methodDescription>()V</methodDescription><lineNumber>%d</lineNumber><indexes><index>7</index></indexes>\
        <blocks><block>1</block></blocks><description>%s</description></mutation>
        """
        .formatted(status, method, line, description);
  }

  private Path report(String... mutations) throws IOException {
    return Files.writeString(
        folder.resolve("mutations.xml"),
        "<mutations partial=\"true\">" + String.join("", mutations) + "</mutations>");
  }

  @Test
  void aMutantKeepsItsKeyWhereverItsLinesGo() throws IOException {
    String words = "removed call to java/util/Map::put";
    Mutant before = PitReport.read(report(mutation("KILLED", "open", 10, words))).get(0);
    Mutant after = PitReport.read(report(mutation("KILLED", "open", 99, words))).get(0);
    assertThat(before.key()).isEqualTo(OPEN).isEqualTo(after.key());
    assertThat(after.line()).isEqualTo(99);
    assertThat(after.packageName()).isEqualTo("io.plimsoll.core.ledger");
  }

  @Test
  void equalChangesInOneMethodAreToldApartByTheirOrder() throws IOException {
    String words = "removed call to java/util/Map::put";
    assertThat(
            PitReport.read(
                report(
                    mutation("KILLED", "open", 20, words),
                    mutation("SURVIVED", "open", 10, words))))
        .extracting(Mutant::key, Mutant::fate)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(OPEN + " #1", Mutant.Fate.SURVIVED),
            org.assertj.core.groups.Tuple.tuple(OPEN + " #2", Mutant.Fate.KILLED));
  }

  @Test
  void theNumberOfALambdaIsLeftOut() throws IOException {
    assertThat(PitReport.read(report(mutation("KILLED", "lambda$open$3", 1, "negated"))).get(0))
        .extracting(Mutant::key)
        .isEqualTo("ledger.Ledger.open lambda | negated");
  }

  @Test
  void onlyWhatATestNoticedCountsAsNoticed() throws IOException {
    assertThat(
            PitReport.read(
                report(
                    mutation("KILLED", "a", 1, "x"),
                    mutation("TIMED_OUT", "b", 2, "x"),
                    mutation("MEMORY_ERROR", "c", 3, "x"),
                    mutation("SURVIVED", "d", 4, "x"),
                    mutation("NO_COVERAGE", "e", 5, "x"),
                    mutation("RUN_ERROR", "f", 6, "x"),
                    mutation("NON_VIABLE", "g", 7, "x"))))
        .extracting(mutant -> mutant.fate().noticed())
        .containsExactly(true, true, true, false, false, false, false);
  }

  @Test
  void aReportThatIsCutOffIsNoReport() throws IOException {
    Path cut =
        Files.writeString(folder.resolve("cut.xml"), "<mutations><mutation status='KILLED'>");
    assertThatThrownBy(() -> PitReport.read(cut))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot read " + cut);
  }
}
