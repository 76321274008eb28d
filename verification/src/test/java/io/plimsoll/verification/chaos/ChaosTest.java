package io.plimsoll.verification.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.command.ByteSize;
import io.plimsoll.command.Captured;
import io.plimsoll.command.Command;
import io.plimsoll.command.Outcome;
import io.plimsoll.command.OutcomeKind;
import io.plimsoll.command.StopSignal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChaosTest {

  private static Deed deed(Mischief mischief) {
    return new Deed(0, mischief, 3, StopSignal.HUP, 30_000, 1_000, 0, false);
  }

  private static Outcome left(int status, Duration duration) {
    return new Outcome(
        "s-1",
        Command.of("true"),
        status == 0 ? OutcomeKind.SUCCEEDED : OutcomeKind.FAILED,
        "left with status " + status,
        OptionalInt.of(status),
        Optional.empty(),
        Optional.empty(),
        1,
        Instant.EPOCH,
        duration,
        ByteSize.NONE,
        1,
        0,
        Captured.NOTHING,
        Captured.NOTHING,
        List.of());
  }

  @Test
  void aPlanIsTheSameForItsSeedAndHoldsEveryMischief() {
    List<Deed> plan = IntStream.range(0, 1_000).mapToObj(i -> Deed.of(8, i)).toList();
    assertThat(IntStream.range(0, 1_000).mapToObj(i -> Deed.of(8, i)).toList()).isEqualTo(plan);
    assertThat(Deed.of(9, 0)).isNotEqualTo(plan.get(0));
    assertThat(plan).extracting(Deed::mischief).contains(Mischief.values());
  }

  @Test
  void theRightOutcomeIsCountedAndNotComplainedOf() {
    Tally tally = new Tally("cgroup");
    tally.ended(deed(Mischief.EXITS), left(3, Duration.ofMillis(5)), 0);
    assertThat(tally.count()).isEqualTo(1);
    assertThat(tally.complaints()).isEmpty();
  }

  @Test
  void aWrongStatusASurvivorAndALateEndAreFound() {
    Tally tally = new Tally("cookie");
    tally.ended(deed(Mischief.EXITS), left(4, Duration.ofMillis(5)), 0);
    tally.ended(deed(Mischief.DAEMON), left(3, Duration.ofMillis(5)), 1);
    tally.ended(deed(Mischief.EXITS), left(3, Duration.ofSeconds(34)), 0);
    assertThat(List.of(tally.wrong(), tally.survivors(), tally.late())).containsExactly(1, 1, 1);
    assertThat(tally.complaints()).hasSize(3);
  }

  @Test
  void aScrubbedDaemonIsASurvivorOnlyWhereTheLevelHoldsIt() {
    Tally holds = new Tally("cgroup");
    Tally holdsNot = new Tally("cookie");
    holds.ended(deed(Mischief.SCRUBBED), left(3, Duration.ofMillis(5)), 1);
    holdsNot.ended(deed(Mischief.SCRUBBED), left(3, Duration.ofMillis(5)), 1);
    assertThat(holds.survivors()).isEqualTo(1);
    assertThat(holdsNot.survivors()).isZero();
    assertThat(holdsNot.scrubbed()).isEqualTo(1);
  }

  @Test
  void aPlantedSurvivorWithoutAnEnvironmentIsFoundAndEnded(@TempDir Path folder) throws Exception {
    Path sleep = Files.createSymbolicLink(folder.resolve("sleep"), Path.of("/bin/sleep"));
    ProcessBuilder builder = new ProcessBuilder(sleep.toString(), "60");
    builder.environment().clear();
    Process planted = builder.start();
    try {
      for (int i = 0; i < 500 && Marked.programs(folder.toString()).isEmpty(); i++) {
        boolean unused = planted.waitFor(10, TimeUnit.MILLISECONDS);
      }
      assertThat(Marked.carriers(folder.toString())).containsExactly(planted.pid());
      assertThat(Marked.end(folder.toString())).isPositive();
      assertThat(Marked.carriers(folder.toString())).isEmpty();
    } finally {
      planted.destroyForcibly();
    }
  }
}
