package io.plimsoll.cli.journal;

import static io.plimsoll.cli.journal.Steps.again;
import static io.plimsoll.cli.journal.Steps.begin;
import static io.plimsoll.cli.journal.Steps.end;
import static io.plimsoll.cli.journal.Steps.record;
import static io.plimsoll.cli.journal.Steps.replayed;
import static io.plimsoll.cli.journal.Steps.started;
import static io.plimsoll.command.OutcomeKind.FAILED;
import static io.plimsoll.command.OutcomeKind.NOT_STARTED;
import static io.plimsoll.command.OutcomeKind.SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.cli.journal.Journal.Mode;
import io.plimsoll.cli.journal.Steps.Step;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class JournalTest {

  @TempDir private Path temp;

  private Path folder() {
    return temp.resolve("journal-folder");
  }

  @Test
  void whatHasEndedIsToldAgainAndWhatHasNotRunsWithItsAttemptsCountingOn() throws Exception {
    try (Journal journal = started(folder(), Mode.FRESH)) {
      record(journal, begin(1), begin(2), begin(3));
      record(journal, end(1, 1, SUCCEEDED, "one"), again(3, 2));
    }
    try (Journal journal = started(folder(), Mode.RESUME)) {
      assertThat(journal.known()).isEqualTo(3);
      assertThat(replayed(journal)).containsExactly("one");
      assertThat(journal.isDone(1)).isTrue();
      assertThat(journal.isDone(2)).isFalse();
      assertThat(journal.nextAttempt(2)).isEqualTo(2);
      assertThat(journal.nextAttempt(3)).isEqualTo(3);
      assertThat(journal.nextAttempt(4)).isEqualTo(1);
      assertThat(journal.nextLine()).isEqualTo(Steps.line(1));
      assertThat(journal.nextLine()).isEqualTo(Steps.line(2));
      assertThat(journal.nextLine()).isEqualTo(Steps.line(3));
      assertThat(journal.nextLine()).isNull();
    }
  }

  @Test
  void whatDidNotSucceedRunsAgainWhereAskedAndItsFirstEndCountsNoMore() throws Exception {
    try (Journal journal = started(folder(), Mode.FRESH)) {
      record(journal, begin(1), end(1, 1, FAILED, "first"), begin(2), end(2, 1, SUCCEEDED, "two"));
      record(journal, new Step(records -> records.accepted(3, Steps.line(3), "bad")));
      record(journal, end(3, 0, NOT_STARTED, "no job"));
    }
    try (Journal journal = started(folder(), Mode.RETRY_FAILED)) {
      assertThat(journal.isDone(1)).isFalse();
      assertThat(replayed(journal)).containsExactly("two", "no job");
      record(journal, again(1, journal.nextAttempt(1)));
    }
    try (Journal journal = started(folder(), Mode.RESUME)) {
      assertThat(journal.isDone(1)).as("begun anew, and not ended").isFalse();
      assertThat(replayed(journal)).containsExactly("two", "no job");
      record(journal, again(1, 3), end(1, 3, SUCCEEDED, "third"));
    }
    try (Journal journal = started(folder(), Mode.RESUME)) {
      assertThat(replayed(journal)).containsExactly("two", "no job", "third");
    }
  }

  @Test
  void manyThatWaitAreForcedToDiskTogether() throws Exception {
    AtomicInteger forced = new AtomicInteger();
    CountDownLatch first = new CountDownLatch(1);
    Storage.Opener slow =
        file ->
            new Through(Storage.of(file)) {
              @Override
              public void force() throws IOException {
                if (forced.incrementAndGet() == 2) {
                  await(first);
                }
                super.force();
              }
            };
    try (Journal journal = Journal.open(folder(), Mode.FRESH, slow)) {
      journal.start(() -> {});
      Step[] steps = new Step[100];
      for (int i = 0; i < steps.length; i++) {
        steps[i] = begin(i + 1);
        journal.add(steps[i]);
      }
      first.countDown();
      for (Step step : steps) {
        assertThat(step.isOnDisk()).isTrue();
      }
      assertThat(journal.stats().records()).isEqualTo(200);
      assertThat(journal.stats().commits()).isLessThanOrEqualTo(3);
      assertThat(journal.stats().largest()).isGreaterThan(50);
    }
  }

  @Test
  void nothingIsToldThatIsNotOnDisk() throws Exception {
    CountDownLatch forcing = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    AtomicInteger forced = new AtomicInteger();
    Storage.Opener held =
        file ->
            new Through(Storage.of(file)) {
              @Override
              public void force() throws IOException {
                super.force();
                if (forced.incrementAndGet() > 1) {
                  forcing.countDown();
                  await(goOn);
                }
              }
            };
    try (Journal journal = Journal.open(folder(), Mode.FRESH, held)) {
      journal.start(() -> {});
      CountDownLatch told = new CountDownLatch(1);
      journal.add(
          new Entry() {
            @Override
            public void writeTo(Records records) {
              records.accepted(1, Steps.line(1), "a");
            }

            @Override
            public void committed() {
              told.countDown();
            }

            @Override
            public void lost() {}
          });
      assertThat(forcing.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(told.getCount()).isEqualTo(1);
      goOn.countDown();
      assertThat(told.await(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void afterADiskThatIsFullNothingIsToldAndWhatWasToldIsThere() throws Exception {
    AtomicLong left = new AtomicLong(400);
    AtomicInteger broken = new AtomicInteger();
    int told = 0;
    try (Journal journal = Journal.open(folder(), Mode.FRESH, file -> new Full(file, left))) {
      journal.start(broken::incrementAndGet);
      for (int job = 1; job <= 20; job++) {
        Step step = begin(job);
        journal.add(step);
        boolean onDisk = step.isOnDisk();
        assertThat(onDisk)
            .as("none after the first that is lost")
            .isEqualTo(told == job - 1 && onDisk);
        told += onDisk ? 1 : 0;
      }
      assertThat(told).isBetween(1, 19);
      assertThat(broken).hasValue(1);
      assertThat(journal.failure())
          .hasMessageContaining("No space left on device")
          .hasMessageContaining("make room, and go on with --resume");
    }
    try (Journal journal = started(folder(), Mode.RESUME)) {
      assertThat(journal.known()).isGreaterThanOrEqualTo(told);
    }
  }

  @Test
  void aDiskThatIsFullFromTheBeginningIsToldBeforeAnyJob() {
    assertThatThrownBy(
            () -> Journal.open(folder(), Mode.FRESH, file -> new Full(file, new AtomicLong(5))))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("No space left on device");
  }

  @Test
  void whatAMakerOfRecordsThrowsIsLostAndNobodyWaitsForGood() throws Exception {
    try (Journal journal = started(folder(), Mode.FRESH)) {
      Step bad =
          new Step(
              records -> {
                throw new IllegalStateException("on purpose");
              });
      journal.add(bad);
      assertThat(bad.isOnDisk()).isFalse();
      assertThat(journal.failure()).hasMessageContaining("on purpose");
    }
  }

  @Test
  void itIsRewrittenWhenMostOfItIsOfThePastAndGoesOn() throws Exception {
    String large = "x".repeat(10_000);
    long most = 0;
    int last = 0;
    try (Journal journal = started(folder(), Mode.FRESH)) {
      for (int job = 1; job <= 20; job++) {
        record(journal, begin(job), end(job, 1, FAILED, large + job));
      }
    }
    for (int round = 2; round <= 20; round++) {
      try (Journal journal = started(folder(), Mode.RETRY_FAILED)) {
        for (int job = 1; job <= 20; job++) {
          record(journal, again(job, round), end(job, round, FAILED, large + job + "-" + round));
        }
        most = Math.max(most, journal.stats().bytes());
        last = round;
      }
    }
    // 20 outcomes of 10 KB count; beyond 1 MiB no more than twice that is kept.
    assertThat(most).isLessThan((1 << 20) + 25_000);
    assertThat(Files.size(folder().resolve("journal"))).isLessThan((1 << 20) + 25_000);
    assertThat(folder().resolve("journal.new")).doesNotExist();
    try (Journal journal = started(folder(), Mode.RESUME)) {
      assertThat(replayed(journal)).hasSize(20).contains(large + "1-" + last, large + "20-" + last);
      assertThat(journal.nextAttempt(7)).isEqualTo(21);
    }
  }

  @Test
  void retriesWithoutEndDoNotFillTheDisk() throws Exception {
    try (Journal journal = started(folder(), Mode.FRESH)) {
      record(journal, begin(1));
      Step last = again(1, 2);
      for (int attempt = 2; attempt <= 200_000; attempt++) {
        last = again(1, attempt);
        journal.add(last);
      }
      assertThat(last.isOnDisk()).isTrue();
      assertThat(journal.stats().records()).isEqualTo(200_001);
    }
    assertThat(Files.size(folder().resolve("journal"))).isLessThan(2 << 20);
    try (Journal journal = started(folder(), Mode.RESUME)) {
      assertThat(journal.nextAttempt(1)).isEqualTo(200_001);
    }
  }

  @Test
  void itTakesFourBytesAJob() {
    JobStates states = new JobStates();
    for (int i = 0; i < 1_000_000; i++) {
      states.accept();
    }
    assertThat(states.bytes()).isBetween(4_000_000L, 4_100_000L);
  }

  @Test
  void anIdThatLooksLikeARecordIsNone() throws Exception {
    try (Journal journal = started(folder(), Mode.FRESH)) {
      record(
          journal,
          new Step(
              records ->
                  records.accepted(
                      1, Steps.line(1), "a\n00000000 E 1 1 succeeded {\"forged\":1}\n")));
    }
    try (Journal journal = started(folder(), Mode.RESUME)) {
      assertThat(journal.known()).isEqualTo(1);
      assertThat(replayed(journal)).isEmpty();
    }
  }

  @Test
  void aNewerFormatIsRefusedInClearWords() throws Exception {
    Files.createDirectories(folder());
    String content = "plimsoll-journal 2 ndjson";
    java.util.zip.CRC32C sum = new java.util.zip.CRC32C();
    sum.update(content.getBytes(StandardCharsets.US_ASCII));
    String line = String.format("%08x %s%n", sum.getValue(), content);
    Files.writeString(folder().resolve("journal"), line);
    assertThatThrownBy(() -> Journal.open(folder(), Mode.RESUME))
        .hasMessageContaining("another version of plimsoll (its format is 2, this one reads 1)");
    assertThat(folder().resolve("journal")).hasContent(line);
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  /** A storage before another. */
  private static class Through implements Storage {
    private final Storage next;

    Through(Storage next) {
      this.next = next;
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
      next.write(bytes);
    }

    @Override
    public void force() throws IOException {
      next.force();
    }

    @Override
    public void close() throws IOException {
      next.close();
    }
  }

  /** A disk with so many bytes left: what does not fit is written in part. */
  private static final class Full extends Through {
    private final AtomicLong left;

    Full(Path file, AtomicLong left) throws IOException {
      super(Storage.of(file));
      this.left = left;
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
      int wanted = bytes.remaining();
      int fits = (int) Math.min(left.get(), wanted);
      left.addAndGet(-fits);
      bytes.limit(bytes.position() + fits);
      super.write(bytes);
      if (fits < wanted) {
        throw new IOException("No space left on device");
      }
    }
  }
}
