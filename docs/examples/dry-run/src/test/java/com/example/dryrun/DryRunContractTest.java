package com.example.dryrun;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.command.Captured;
import io.plimsoll.command.Command;
import io.plimsoll.command.StopSignal;
import io.plimsoll.port.AdapterContext;
import io.plimsoll.port.LiveProcess;
import io.plimsoll.port.ProcessLauncher;
import io.plimsoll.port.Ticker;
import io.plimsoll.testkit.ProcessLauncherContract;
import io.plimsoll.testkit.RecordingObserver;
import io.plimsoll.testkit.RecordingObserver.What;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A dry run keeps what a launcher promises as far as that can be kept without starting anything.
 * What it cannot do it promises to refuse in one way: the command has succeeded at once, with
 * status 0, without output, and with nothing left that could be found or signalled; and its facts
 * say so.
 */
class DryRunContractTest implements ProcessLauncherContract {

  @Override
  public ProcessLauncher launcher() {
    return new DryRunAdapter()
        .processLauncher(new AdapterContext("trial", Ticker.system(), Map.of()))
        .orElseThrow();
  }

  @Override
  public boolean readsMemory() {
    return false;
  }

  private void hasSucceededAtOnceWithNothingLeft(Command command) {
    try (ProcessLauncher launcher = launcher()) {
      RecordingObserver seen = new RecordingObserver();
      LiveProcess process = launcher.launch("lease", command, seen);
      process.signal(StopSignal.TERM);
      process.closeInput();
      process.survey(2);
      process.settle(0, 0);
      await("all is told; told: " + seen, () -> seen.told().size() >= 4);
      assertThat(seen.told().stream().map(RecordingObserver.Told::what))
          .containsExactly(What.STARTED, What.EXITED, What.SURVEYED, What.SETTLED);
      assertThat(seen.status()).contains(0);
      assertThat(seen.surveys().get(0).members()).isZero();
      assertThat(seen.surveys().get(0).emptyLooks()).isEqualTo(2);
      assertThat(seen.outputs().orElseThrow().stdout()).isSameAs(Captured.NOTHING);
      process.release();
      assertThat(launcher.facts())
          .anyMatch(fact -> !fact.kept() && fact.value().contains("nothing is started"));
    }
  }

  @Override
  @Test
  public void exitIsToldOnceWithItsStatus() {
    hasSucceededAtOnceWithNothingLeft(exits(7));
  }

  @Override
  @Test
  public void theStatusOfASignalIs128AndItsNumber() {
    hasSucceededAtOnceWithNothingLeft(sleeps(Duration.ofSeconds(60)));
  }

  @Override
  @Test
  public void aLiveTreeIsNotEmpty() {
    hasSucceededAtOnceWithNothingLeft(sleeps(Duration.ofSeconds(60)));
  }

  @Override
  @Test
  public void signalReachesGrandchildren() {
    hasSucceededAtOnceWithNothingLeft(tree());
  }

  @Override
  @Test
  public void whatIsLeftBehindIsStillSeenAndSignalled() {
    hasSucceededAtOnceWithNothingLeft(leavesOneBehind());
  }

  @Override
  @Test
  public void settleIsAnsweredOnceWithAllThatWasWritten() {
    hasSucceededAtOnceWithNothingLeft(prints("all of it"));
  }

  @Override
  @Test
  public void requestsBeforeTheStartWaitForIt() {
    hasSucceededAtOnceWithNothingLeft(sleeps(Duration.ofSeconds(60)));
  }

  @Override
  @Test
  public void theEndOfAStreamedInputIsToldOnce() {
    hasSucceededAtOnceWithNothingLeft(copies());
  }

  @Override
  @Test
  public void closingTheInputLetsAReaderLeave() {
    hasSucceededAtOnceWithNothingLeft(copies());
  }

  @Override
  @Test
  public void releasingAgainIsHarmless() {
    try (ProcessLauncher launcher = launcher()) {
      LiveProcess process = launcher.launch("lease", exits(0), new RecordingObserver());
      process.release();
      process.release();
    }
    hasSucceededAtOnceWithNothingLeft(exits(3));
  }

  @Override
  @Test
  public void aCommandsOwnStatusIsNoFailedStart() {
    for (int status : List.of(125, 126, 127)) {
      hasSucceededAtOnceWithNothingLeft(exits(status));
    }
  }

  @Override
  @Test
  public void theEnvironmentArrivesAsItWasGiven() {
    hasSucceededAtOnceWithNothingLeft(printsEnvironment());
  }

  @Override
  @Test
  public void aDaemonIsEndedWithItsTree(@TempDir Path folder) {
    leavesNoDaemon(leavesDaemon(folder.resolve("pid")), folder);
  }

  @Override
  @Test
  public void aDaemonWithoutItsEnvironmentIsEndedWithItsTree(@TempDir Path folder) {
    leavesNoDaemon(leavesBareDaemon(folder.resolve("pid")), folder);
  }

  @Override
  @Test
  public void whatADetachedCommandLeavesBehindLivesOn(@TempDir Path folder) {
    leavesNoDaemon(leavesDaemon(folder.resolve("pid")), folder);
  }

  private void leavesNoDaemon(Command command, Path folder) {
    hasSucceededAtOnceWithNothingLeft(command);
    assertThat(folder.resolve("pid")).satisfies(pid -> assertThat(Files.exists(pid)).isFalse());
  }
}
