package io.plimsoll.cli.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.cli.journal.Journal.Mode;
import io.plimsoll.command.OutcomeKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever is cut off or changed of a journal, no wrong outcome is ever read from it. */
class TornJournalTest {

  private static final int JOBS = 12;
  private static final String TEXT = "{\"id\":\"%d\",\"text\":\"A 1 S 1 E 1 1 succeeded {}\"}";

  private static Path temp = Path.of("");
  private static byte[] whole = new byte[0];
  private static List<String> outcomes = List.of();

  @BeforeContainer
  static void write() throws Exception {
    Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
    temp = Files.createTempDirectory(target, "torn-journal");
    Path folder = temp.resolve("whole");
    List<String> told = new ArrayList<>();
    try (Journal journal = Steps.started(folder, Mode.FRESH)) {
      for (int job = 1; job <= JOBS; job++) {
        Steps.record(journal, Steps.begin(job));
        if (job % 3 != 0) {
          String text = TEXT.formatted(job);
          told.add(text);
          Steps.record(journal, Steps.end(job, 1, OutcomeKind.SUCCEEDED, text));
        }
      }
    }
    whole = Files.readAllBytes(folder.resolve("journal"));
    outcomes = told;
  }

  @AfterContainer
  static void delete() throws IOException {
    try (Stream<Path> all = Files.walk(temp)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  /** What is read of these bytes; null where they are refused in words. */
  private static @org.jspecify.annotations.Nullable List<String> read(byte[] bytes)
      throws IOException {
    Path folder = Files.createTempDirectory(temp, "try");
    Files.write(folder.resolve("journal"), bytes);
    List<String> told;
    try (Journal journal = Journal.open(folder, Mode.RESUME)) {
      told = Steps.replayed(journal);
    } catch (JournalException e) {
      assertThat(e).hasMessageContaining(";");
      assertThat(Files.readAllBytes(folder.resolve("journal"))).as("left alone").isEqualTo(bytes);
      return null;
    }
    // What was opened once is whole: opened again it says the same.
    try (Journal journal = Journal.open(folder, Mode.RESUME)) {
      assertThat(Steps.replayed(journal)).isEqualTo(told);
    }
    return told;
  }

  @Property(tries = 300)
  void anyTruncationLeavesAReadableBeginning(@ForAll @IntRange(max = 1_000_000) int at)
      throws IOException {
    int length = at % (whole.length + 1);
    List<String> told = read(Arrays.copyOf(whole, length));
    assertThat(told).isNotNull();
    assertThat(outcomes.subList(0, told.size())).isEqualTo(told);
    assertThat(told.size()).isLessThanOrEqualTo(outcomes.size());
  }

  @Property(tries = 600)
  void anyChangedByteIsADroppedTailOrReported(
      @ForAll @IntRange(max = 1_000_000) int at, @ForAll @IntRange(min = 1, max = 255) int change)
      throws IOException {
    byte[] changed = whole.clone();
    changed[at % whole.length] ^= (byte) change;
    List<String> told = read(changed);
    if (told != null) {
      assertThat(outcomes.subList(0, told.size())).isEqualTo(told);
      assertThat(told).hasSizeGreaterThanOrEqualTo(outcomes.size() - 1);
    }
  }

  @Property(tries = 1)
  void damageBeforeTheEndIsReportedWithItsPlace() {
    byte[] changed = whole.clone();
    changed[60] ^= 1;
    Path folder = temp.resolve("damaged");
    assertThatThrownBy(
            () -> {
              Files.createDirectories(folder);
              Files.write(folder.resolve("journal"), changed);
              Journal.open(folder, Mode.RESUME).close();
            })
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("is damaged at byte " + Records.header().length);
  }
}
