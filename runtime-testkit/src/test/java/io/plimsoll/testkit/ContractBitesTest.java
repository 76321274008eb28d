package io.plimsoll.testkit;

import static io.plimsoll.testkit.Breaking.asks;
import static io.plimsoll.testkit.Breaking.breaks;
import static io.plimsoll.testkit.Breaking.tells;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.command.Command;
import io.plimsoll.command.Environment;
import io.plimsoll.command.StartFailure;
import io.plimsoll.command.StopSignal;
import io.plimsoll.port.ProcessLauncher;
import io.plimsoll.port.ProcessObserver.Settled;
import io.plimsoll.port.ProcessObserver.Survey;
import io.plimsoll.testkit.BrokenLauncher.Asking;
import io.plimsoll.testkit.BrokenLauncher.Telling;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Every promise of the launchers' contract fails a launcher that breaks it. */
class ContractBitesTest {

  @AfterAll
  static void everyPromiseWasBroken() {
    List<String> promises =
        Arrays.stream(ProcessLauncherContract.class.getMethods())
            .filter(method -> method.isAnnotationPresent(Test.class))
            .map(Method::getName)
            .sorted()
            .toList();
    assertThat(Breaking.tried()).containsExactlyElementsOf(promises);
  }

  @Test
  void anExitToldBeforeTheStart() {
    breaks(
        "startedComesBeforeExited",
        ProcessLauncherContract::startedComesBeforeExited,
        tells(
            to ->
                new Telling(to) {
                  @Override
                  public void started(long atNanos, String where) {}

                  @Override
                  public void exited(int status) {
                    told.exited(status);
                    told.started(0, "late");
                  }
                }));
  }

  @Test
  void anExitToldTwice() {
    breaks(
        "exitIsToldOnceWithItsStatus",
        ProcessLauncherContract::exitIsToldOnceWithItsStatus,
        tells(
            to ->
                new Telling(to) {
                  @Override
                  public void exited(int status) {
                    told.exited(status);
                    told.exited(status);
                  }
                }));
  }

  @Test
  void aSignalToldByItsBareNumber() {
    breaks(
        "theStatusOfASignalIs128AndItsNumber",
        ProcessLauncherContract::theStatusOfASignalIs128AndItsNumber,
        tells(
            to ->
                new Telling(to) {
                  @Override
                  public void exited(int status) {
                    told.exited(status & 127);
                  }
                }));
  }

  @Test
  void aSurveyAnsweredTwiceOrNever() {
    breaks(
        "aSurveyIsAnsweredOnce",
        ProcessLauncherContract::aSurveyIsAnsweredOnce,
        tells(
            to ->
                new Telling(to) {
                  @Override
                  public void surveyed(Survey survey) {
                    told.surveyed(survey);
                    told.surveyed(survey);
                  }
                }));
    breaks(
        "aSurveyIsAnsweredOnce",
        ProcessLauncherContract::aSurveyIsAnsweredOnce,
        surveyed(s -> s, false));
  }

  private static Function<ProcessLauncher, ProcessLauncher> surveyed(
      UnaryOperator<Survey> change, boolean tell) {
    return tells(
        to ->
            new Telling(to) {
              @Override
              public void surveyed(Survey survey) {
                if (tell) {
                  told.surveyed(change.apply(survey));
                }
              }
            });
  }

  @Test
  void aLiveTreeToldAsEmpty() {
    breaks(
        "aLiveTreeIsNotEmpty",
        ProcessLauncherContract::aLiveTreeIsNotEmpty,
        surveyed(s -> new Survey(0, 2, 0, 1, ""), true));
  }

  @Test
  void oneLookTakenForTwo() {
    breaks(
        "emptyMeansTwoLooks",
        ProcessLauncherContract::emptyMeansTwoLooks,
        asks(
            to ->
                new Asking(to) {
                  @Override
                  public void survey(int looks) {
                    asked.survey(1);
                  }
                }));
  }

  @Test
  void anOldReadingToldAfterTheExit() {
    breaks(
        "noReadingFromBeforeTheExitIsToldAfterIt",
        ProcessLauncherContract::noReadingFromBeforeTheExitIsToldAfterIt,
        tells(
            to ->
                new Telling(to) {
                  @Override
                  public void exited(int status) {
                    told.exited(status);
                    told.surveyed(new Survey(1, 0, 1, 1, "the command itself"));
                  }
                }));
  }

  @Test
  void aSignalToTheCommandAlone() {
    ScriptedWorld deaf =
        new ScriptedWorld() {
          @Override
          Script script(Command command) {
            Script script = super.script(command);
            script.left.afterTerm = Script.NEVER;
            script.left.afterKill = Script.NEVER;
            return script;
          }
        };
    Breaking.breaks("signalReachesGrandchildren", deaf::signalReachesGrandchildren);
  }

  @Test
  void anOrphanOverlooked() {
    breaks(
        "whatIsLeftBehindIsStillSeenAndSignalled",
        ProcessLauncherContract::whatIsLeftBehindIsStillSeenAndSignalled,
        surveyed(s -> new Survey(0, 2, 0, 1, ""), true));
  }

  @Test
  void outputsLostOrToldTwice() {
    breaks(
        "settleIsAnsweredOnceWithAllThatWasWritten",
        ProcessLauncherContract::settleIsAnsweredOnceWithAllThatWasWritten,
        tells(
            to ->
                new Telling(to) {
                  @Override
                  public void settled(Settled settled) {
                    told.settled(settled);
                    told.settled(settled);
                  }
                }));
    breaks(
        "settleIsAnsweredOnceWithAllThatWasWritten",
        ProcessLauncherContract::settleIsAnsweredOnceWithAllThatWasWritten,
        tells(
            to ->
                new Telling(to) {
                  @Override
                  public void settled(Settled settled) {
                    told.settled(new Settled(settled.stderr(), settled.stderr(), List.of()));
                  }
                }));
  }

  @Test
  void aDaemonThatGetsAway() {
    ScriptedWorld blind =
        new ScriptedWorld() {
          @Override
          public boolean lives(Path pid) {
            return true;
          }
        };
    Breaking.breaks(
        "aDaemonIsEndedWithItsTree", () -> blind.aDaemonIsEndedWithItsTree(Path.of("unused")));
    Breaking.breaks(
        "aDaemonWithoutItsEnvironmentIsEndedWithItsTree",
        () -> blind.aDaemonWithoutItsEnvironmentIsEndedWithItsTree(Path.of("unused")));
  }

  @Test
  void aDaemonThatGetsAwayUnsaid() {
    ScriptedWorld silent =
        new ScriptedWorld() {
          @Override
          public boolean catches(Stray stray) {
            return false;
          }
        };
    Breaking.breaks(
        "aDaemonIsEndedWithItsTree", () -> silent.aDaemonIsEndedWithItsTree(Path.of("unused")));
    Breaking.breaks(
        "aDaemonWithoutItsEnvironmentIsEndedWithItsTree",
        () -> silent.aDaemonWithoutItsEnvironmentIsEndedWithItsTree(Path.of("unused")));
    Breaking.breaks(
        "whatIsLeftBehindIsStillSeenAndSignalled", silent::whatIsLeftBehindIsStillSeenAndSignalled);
  }

  @Test
  void memoryThatIsNotTold() {
    breaks(
        "theMemoryOfATreeIsReadOrSaidToBeUnknown",
        ProcessLauncherContract::theMemoryOfATreeIsReadOrSaidToBeUnknown,
        surveyed(s -> new Survey(s.members(), s.emptyLooks(), 0, s.everSeen(), s.words()), true));
  }

  @Test
  void memoryThatIsNotToldAndThatUnsaid() {
    ScriptedWorld silent =
        new ScriptedWorld() {
          @Override
          public ProcessLauncher launcher() {
            return surveyed(
                    s -> new Survey(s.members(), s.emptyLooks(), 0, s.everSeen(), s.words()), true)
                .apply(super.launcher());
          }

          @Override
          public boolean readsMemory() {
            return false;
          }
        };
    Breaking.breaks(
        "theMemoryOfATreeIsReadOrSaidToBeUnknown", silent::theMemoryOfATreeIsReadOrSaidToBeUnknown);
  }

  @Test
  void whatWasDetachedEnded() {
    ScriptedWorld eager =
        new ScriptedWorld() {
          @Override
          public boolean lives(Path pid) {
            return super.lives(pid) && !latest.last().isReleased();
          }
        };
    Breaking.breaks(
        "whatADetachedCommandLeavesBehindLivesOn",
        () -> eager.whatADetachedCommandLeavesBehindLivesOn(Path.of("unused")));
  }

  @Test
  void anEnvironmentThatArrivesChanged() {
    ScriptedWorld changing =
        new ScriptedWorld() {
          @Override
          Script script(Command command) {
            Environment other = command.environment().with("PWD", "/");
            return super.script(command.environment(other));
          }
        };
    Breaking.breaks(
        "theEnvironmentArrivesAsItWasGiven", changing::theEnvironmentArrivesAsItWasGiven);
  }

  @Test
  void aStatusTakenForAFailedStart() {
    breaks(
        "aCommandsOwnStatusIsNoFailedStart",
        ProcessLauncherContract::aCommandsOwnStatusIsNoFailedStart,
        tells(
            to ->
                new Telling(to) {
                  @Override
                  public void exited(int status) {
                    told.startFailed(new StartFailure(StartFailure.Kind.NOT_FOUND, "it left"));
                    told.exited(status);
                  }
                }));
  }

  @Test
  void otherFailedStartsToldAsSomethingElse() {
    var failing = failsAs(new StartFailure(StartFailure.Kind.LAUNCHER, "it failed"));
    breaks(
        "aProgramThatMayNotBeExecutedFailsSo",
        contract -> contract.aProgramThatMayNotBeExecutedFailsSo(Path.of("unused")),
        failing);
    breaks(
        "aScriptWithoutItsInterpreterFailsAsNotFound",
        contract -> contract.aScriptWithoutItsInterpreterFailsAsNotFound(Path.of("unused")),
        failing);
  }

  @Test
  void waitingForOneWhoHoldsTheOutput() {
    breaks(
        "settleDoesNotWaitForOneWhoHoldsTheOutputOpen",
        ProcessLauncherContract::settleDoesNotWaitForOneWhoHoldsTheOutputOpen,
        asks(
            to ->
                new Asking(to) {
                  @Override
                  public void settle(long quietNanos, long capNanos) {
                    asked.settle(capNanos * 1_000, capNanos * 1_000);
                  }
                }));
  }

  @Test
  void requestsLostBeforeTheStart() {
    breaks(
        "requestsBeforeTheStartWaitForIt",
        ProcessLauncherContract::requestsBeforeTheStartWaitForIt,
        asks(
            to ->
                new Asking(to) {
                  @Override
                  public void signal(StopSignal signal) {
                    if (((ScriptedProcess) asked).hasStarted()) {
                      asked.signal(signal);
                    }
                  }
                }));
  }

  @Test
  void aCommandLeftWaitingForInput() {
    ScriptedWorld hanging =
        new ScriptedWorld() {
          @Override
          Script script(Command command) {
            return new Script();
          }
        };
    Breaking.breaks(
        "aCommandWithoutInputSeesItsEndAtOnce", hanging::aCommandWithoutInputSeesItsEndAtOnce);
  }

  @Test
  void anEndOfInputToldNever() {
    breaks(
        "theEndOfAStreamedInputIsToldOnce",
        ProcessLauncherContract::theEndOfAStreamedInputIsToldOnce,
        tells(
            to ->
                new Telling(to) {
                  @Override
                  public void inputEnded() {}
                }));
  }

  @Test
  void anInputThatStaysOpen() {
    breaks(
        "closingTheInputLetsAReaderLeave",
        ProcessLauncherContract::closingTheInputLetsAReaderLeave,
        asks(
            to ->
                new Asking(to) {
                  @Override
                  public void closeInput() {}
                }));
  }

  private static Function<ProcessLauncher, ProcessLauncher> neverReleases() {
    return asks(
        to ->
            new Asking(to) {
              @Override
              public void release() {}
            });
  }

  @Test
  void talkingAfterRelease() {
    breaks(
        "nothingIsToldAfterRelease",
        ProcessLauncherContract::nothingIsToldAfterRelease,
        neverReleases());
  }

  @Test
  void aSecondReleaseThatThrows() {
    breaks(
        "releasingAgainIsHarmless",
        ProcessLauncherContract::releasingAgainIsHarmless,
        asks(
            to ->
                new Asking(to) {
                  @Override
                  public void release() {
                    if (((ScriptedProcess) asked).isReleased()) {
                      throw new AssertionError("released twice");
                    }
                    asked.release();
                  }
                }));
  }

  @Test
  void aStartThatIsNotUndone() {
    breaks(
        "aStartReleasedEarlyIsUndone",
        contract -> contract.aStartReleasedEarlyIsUndone(Path.of("unused")),
        neverReleases());
  }

  private static Function<ProcessLauncher, ProcessLauncher> failsAs(StartFailure failure) {
    return tells(
        to ->
            new Telling(to) {
              @Override
              public void startFailed(StartFailure ignored) {
                told.startFailed(failure);
              }
            });
  }

  @Test
  void aMissingProgramToldAsSomethingElse() {
    breaks(
        "aMissingProgramFailsAsNotFound",
        ProcessLauncherContract::aMissingProgramFailsAsNotFound,
        failsAs(new StartFailure(StartFailure.Kind.LAUNCHER, "it failed")));
  }

  @Test
  void aMissingFolderToldWithoutWords() {
    breaks(
        "aMissingFolderFailsAsNotFound",
        contract -> contract.aMissingFolderFailsAsNotFound(Path.of("unused")),
        failsAs(new StartFailure(StartFailure.Kind.NOT_FOUND, " ")));
  }

  @Test
  void aDecisionLeftOutByWhoHadMadeOne() {
    breaks(
        "whoDecidesAfterTellingDoesSoAfterAllThatItTellsThere",
        ProcessLauncherContract::whoDecidesAfterTellingDoesSoAfterAllThatItTellsThere,
        sound ->
            new BrokenLauncher(sound) {
              @Override
              public void afterTelling(Runnable decide) {
                decide.run(); // and never again
              }
            });
  }

  @Test
  void nothingSaidAboutWhatIsInForce() {
    breaks(
        "factsHaveNamesAndValues",
        ProcessLauncherContract::factsHaveNamesAndValues,
        sound ->
            new BrokenLauncher(sound) {
              @Override
              public List<Fact> facts() {
                return List.of();
              }
            });
  }

  @Test
  void aThreadThatStays() {
    CountDownLatch end = new CountDownLatch(1);
    try {
      breaks(
          "closeEndsTheThreads",
          ProcessLauncherContract::closeEndsTheThreads,
          sound -> {
            startThread(end);
            return new BrokenLauncher(sound);
          });
    } finally {
      end.countDown();
    }
  }

  private static void startThread(CountDownLatch end) {
    Thread stays =
        new Thread(
            () -> {
              try {
                end.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "plimsoll-stays");
    stays.setDaemon(true);
    stays.start();
  }
}
