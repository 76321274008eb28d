package io.plimsoll.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.memory.MemoryEffect.AskConfirmation;
import io.plimsoll.core.memory.MemoryEffect.Exit;
import io.plimsoll.memory.HeapProof;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A heap that fills fast: when it is collected, and what two collections beside it prove. */
class FillingTest {

  private static final Duration SOON = Duration.ofMillis(100);

  private final Drive drive = new Drive().roomy(8);

  private boolean asks(double last, double used, double later) {
    drive.heap(0.5, last, used).read();
    return !Drive.of(AskConfirmation.class, drive.heap(0.5, last, later).readAfter(SOON)).isEmpty();
  }

  /** The same beside the program, as it was when it was asked. */
  private MemoryEvent beside(double part) {
    return new MemoryEvent.Confirmed(new HeapProof(Drive.bytes(part), drive.state.asking().at()));
  }

  @Test
  void itIsCollectedWhereASecondWouldFillIt() {
    assertThat(asks(0.65, 0.70, 0.7275)).isTrue();
  }

  @Test
  void whileItIsCollectedItIsReadAsOftenAsCanBe() {
    ask(0.65);
    assertThat(Drive.pause(drive.heap(0.3, 0.3, 0.3).read())).isEqualTo(Duration.ofMillis(20));
    answered(0.3, SOON);
    assertThat(Drive.pause(drive.read())).isGreaterThan(Duration.ofMillis(20));
  }

  @Test
  void itIsNotWhereThereIsMoreTime() {
    assertThat(asks(0.65, 0.70, 0.727)).isFalse();
  }

  @Test
  void itIsNotWhereCollectionsLeaveLittle() {
    assertThat(asks(0.649, 0.70, 0.85)).isFalse();
  }

  /** There it costs no pause, and the answer takes a while. */
  @Test
  void besideTheProgramItIsWhateverCollectionsLeave() {
    drive.beside();
    assertThat(asks(0.3, 0.70, 0.7275)).isTrue();
  }

  @Test
  void besideTheProgramItIsReadThreeTimesAsOften() {
    // A quarter of the heap is left; at 1 GiB a second that lasts 233 ms.
    assertThat(Drive.pause(drive.beside().heap(0.3, 0.3, 0.75).read()))
        .isBetween(Duration.ofMillis(77), Duration.ofMillis(78));
  }

  @Test
  void exactlyFullInASecondIsSoonEnough() {
    assertThat(asks(0.65, 0.78, 0.80)).isTrue();
  }

  @Test
  void itIsNotWhereItEmpties() {
    assertThat(asks(0.65, 0.95, 0.90)).isFalse();
  }

  /** Asks, and lets the answer come after a while. */
  private List<MemoryEffect> answered(double proven, Duration after) {
    drive.now += after.toNanos();
    return drive.take(beside(proven));
  }

  /** At a pace so slow that it says little of the next. */
  private void ask(double last) {
    assertThat(asks(last, 0.79, 0.81)).isTrue();
  }

  @Test
  void oneProofBesideTheProgramSaysNothingOfTheGrowth() {
    ask(0.70);
    assertThat(Drive.of(Exit.class, answered(0.80, SOON))).isEmpty();
  }

  @Test
  void twoShowThatAThirdWouldComeTooLate() {
    ask(0.65); // the proof is of this moment
    answered(0.60, SOON);
    ask(0.80); // 1.2 seconds later
    // It grew by 0.2 in that time: full in as long again as this took, and 40 ms.
    List<Exit> exits = Drive.of(Exit.class, answered(0.80, Duration.ofMillis(581)));
    assertThat(exits).hasSize(1);
    assertThat(exits.get(0).words())
        .contains("grows 158.9 MiB a second: full before the whole of it could be collected again");
  }

  @Test
  void whereAThirdIsInTimeItIsWaitedFor() {
    ask(0.65);
    answered(0.60, SOON);
    ask(0.80);
    assertThat(Drive.of(Exit.class, answered(0.80, Duration.ofMillis(579)))).isEmpty();
  }

  @Test
  void whatHasNotGrownIsNotFullHoweverLongItTook() {
    ask(0.65);
    answered(0.80, SOON);
    askAfter(Duration.ofSeconds(1), 0.80);
    assertThat(Drive.of(Exit.class, answered(0.80, Duration.ofSeconds(2)))).isEmpty();
  }

  @Test
  void whereTheProgramStoodStillNothingWasAddedMeanwhile() {
    ask(0.65);
    drive.take(drive.confirmed(Drive.bytes(0.60)));
    ask(0.80);
    drive.now += Duration.ofMillis(600).toNanos();
    assertThat(Drive.of(Exit.class, drive.take(drive.confirmed(Drive.bytes(0.80))))).isEmpty();
  }

  private boolean asksAtOnceAfter(double first, double second) {
    drive.beside();
    ask(0.65);
    answered(first, SOON);
    ask(0.70);
    answered(second, SOON);
    return asks(0.70, 0.79, 0.81);
  }

  @Test
  void besideTheProgramProvenGrowthLetsAskAgain() {
    assertThat(asksAtOnceAfter(0.50, 0.55)).isTrue();
  }

  @Test
  void lessThanATwentiethDoesNot() {
    assertThat(asksAtOnceAfter(0.50, 0.549)).isFalse();
  }

  /** How fast it fills is known from before the proof: one reading is enough then. */
  @Test
  void afterAProofOneReadingIsEnough() {
    askAtSpeed();
    drive.take(drive.confirmed(Drive.bytes(0.60)));
    assertThat(Drive.of(AskConfirmation.class, drive.heap(0.6, 0.7, 0.75).readAfter(SOON)))
        .hasSize(1);
  }

  /** At twice the heap a second. */
  private void askAtSpeed() {
    assertThat(asks(0.65, 0.70, 0.90)).isTrue();
  }

  private List<AskConfirmation> over(double proven, double used, Duration after) {
    drive.take(drive.confirmed(Drive.bytes(proven)));
    return Drive.of(AskConfirmation.class, drive.heap(0.6, 0.65, used).readAfter(after));
  }

  @Test
  void overTheFirstLineWhatCameInSinceIsEnough() {
    askAtSpeed();
    assertThat(over(0.75, 0.80, SOON)).hasSize(1);
  }

  @Test
  void lessOfItOrBelowThatLineIsNot() {
    askAtSpeed();
    assertThat(over(0.75, 0.799, SOON)).isEmpty();
    assertThat(over(0.74, 0.99, SOON)).isEmpty();
  }

  /** Two seconds after the first answer in vain, four after the second. */
  @Test
  void answersInVainMakeItWait() {
    askAtSpeed();
    assertThat(over(0.80, 0.86, SOON)).hasSize(1);
    assertThat(over(0.807, 0.87, Duration.ofMillis(1_999))).isEmpty();
    assertThat(Drive.of(AskConfirmation.class, drive.heap(0.6, 0.65, 0.95).readAfter(SOON)))
        .hasSize(1);
    assertThat(over(0.807, 0.87, Duration.ofMillis(3_999))).isEmpty();
    assertThat(Drive.of(AskConfirmation.class, drive.heap(0.6, 0.65, 0.95).readAfter(SOON)))
        .hasSize(1);
    assertThat(over(0.83, 0.875, SOON)).as("it has grown after all").hasSize(1);
  }

  /** Proven twice to hold the same, so that it is left alone; nothing was collected since. */
  private boolean asksUntold(double proven, double left, double used) {
    assertThat(asks(proven, 0.70, 0.90)).isTrue();
    drive.take(drive.confirmed(Drive.bytes(proven)));
    drive.now++;
    drive.take(drive.confirmed(Drive.bytes(proven)));
    drive.heap(0.6, left, used - 0.1).readAfter(SOON);
    assertThat(drive.state.asking().open()).isFalse();
    drive.heap(0.6, left, used).readAfter(SOON);
    return drive.state.asking().open();
  }

  @Test
  void halfOfTheRoomThatWasLeftIsNotFilledUntold() {
    assertThat(asksUntold(0.80, 0.80, 0.90)).isTrue();
  }

  @Test
  void lessOfItIs() {
    assertThat(asksUntold(0.80, 0.80, 0.899)).isFalse();
  }

  @Test
  void soIsWhatACollectionHasTold() {
    assertThat(asksUntold(0.80, 0.801, 0.95)).isFalse();
  }

  @Test
  void soIsItBelowTheFirstLine() {
    assertThat(asksUntold(0.749, 0.749, 0.96)).isFalse();
  }

  @Test
  void soIsItWhereNobodyCollectsIt() {
    assertThat(asks(0.80, 0.70, 0.90)).isTrue();
    drive.take(drive.confirmed(Drive.bytes(0.80)));
    drive.now++;
    drive.take(drive.confirmed(Drive.bytes(0.80)));
    drive.take(new MemoryEvent.ConfirmFailed());
    drive.heap(0.6, 0.8, 0.85).readAfter(SOON);
    drive.heap(0.6, 0.8, 0.95).readAfter(SOON);
    assertThat(drive.state.asking().open()).isFalse();
  }

  @Test
  void whatItHeldAtTheFirstProofIsNoGrowth() {
    drive.beside();
    ask(0.65);
    answered(0.60, SOON);
    assertThat(asks(0.65, 0.79, 0.81)).isFalse();
  }

  /** In a tenth of a second, after it filled by a fifth of the heap a second for nothing. */
  private boolean asksAtAnotherPace(double from, double to) {
    ask(0.65);
    answered(0.60, SOON);
    return asks(0.65, from, to);
  }

  @Test
  void besideTheProgramItIsAskedAgainAtOnceWhereItFillsTwiceAsFast() {
    drive.beside();
    assertThat(asksAtAnotherPace(0.79, 0.831)).isTrue();
  }

  @Test
  void itIsNotWhereItFillsLittleFaster() {
    drive.beside();
    assertThat(asksAtAnotherPace(0.79, 0.83)).isFalse();
  }

  @Test
  void itIsNotWhereThatWouldStopTheProgram() {
    assertThat(asksAtAnotherPace(0.79, 0.90)).isFalse();
  }

  @Test
  void itIsNotWhereNobodyCollectsIt() {
    drive.beside();
    ask(0.65);
    drive.take(new MemoryEvent.ConfirmFailed());
    assertThat(asks(0.65, 0.79, 0.90)).isFalse();
  }

  @Test
  void theFastestPaceThatWasForNothingIsRemembered() {
    drive.beside();
    assertThat(asksAtAnotherPace(0.70, 0.90)).isTrue();
    answered(0.60, SOON);
    assertThat(drive.state.asking().pace()).isBetween(1.99, 2.01);
    assertThat(asks(0.65, 0.50, 0.89)).isFalse();
    drive.shows(0.60, Duration.ZERO).readAfter(SOON);
    assertThat(drive.state.asking().pace()).isGreaterThan(3);
  }

  /** What grew may have filled it. */
  @Test
  void thePaceAtWhichItHasGrownIsNotOneThatWasForNothing() {
    drive.beside();
    assertThat(asksAtAnotherPace(0.70, 0.90)).isTrue();
    answered(0.63, SOON);
    assertThat(drive.state.asking().pace()).isBetween(0.09, 0.11);
  }

  private double paceAfterOneMore(double proven) {
    drive.beside();
    assertThat(asksAtAnotherPace(0.70, 0.90)).isTrue();
    answered(0.60, SOON);
    drive.heap(0.6, 0.6, 0.6).read(5);
    drive.shows(proven, Duration.ZERO).readAfter(SOON);
    return drive.state.asking().pace();
  }

  @Test
  void halfOfItIsForgottenWhereItHasGrown() {
    assertThat(paceAfterOneMore(0.63)).isBetween(0.99, 1.01);
  }

  @Test
  void halfOfItIsForgottenWhereItFillsAtThatPaceNoMore() {
    assertThat(paceAfterOneMore(0.60)).isBetween(0.99, 1.01);
  }

  /** Asks once more after a while: so full that the pace from before is enough. */
  private void askAfter(Duration pause, double last) {
    assertThat(Drive.of(AskConfirmation.class, drive.heap(0.5, last, 0.995).readAfter(pause)))
        .hasSize(1);
  }

  private boolean ends(MemoryEvent answer) {
    return !Drive.of(Exit.class, drive.take(answer)).isEmpty();
  }

  /** From 0.31 to 0.55 in 120 ms, and so on while it is collected: over the first line or not. */
  private boolean endsFarBelow(Duration took) {
    ask(0.30);
    drive.take(beside(0.31));
    askAfter(Duration.ofMillis(120), 0.60);
    drive.now += took.toNanos();
    return ends(beside(0.55));
  }

  @Test
  void belowTheFirstLineNothingEndsHoweverFastItGrows() {
    drive.beside();
    assertThat(endsFarBelow(Duration.ofMillis(99))).isFalse();
  }

  @Test
  void atTheFirstLineItDoes() {
    drive.beside();
    assertThat(endsFarBelow(Duration.ofMillis(100))).isTrue();
  }

  /** From 0.56 to 0.80 in 1.2 s: by a fifth of the heap a second. */
  private boolean endsAfter(Duration took) {
    ask(0.65);
    drive.take(beside(0.56));
    askAfter(Duration.ofMillis(1_200), 0.80);
    drive.now += took.toNanos();
    return ends(beside(0.80));
  }

  @Test
  void exactlyFullByTheNextAnswerIsTooLate() {
    assertThat(endsAfter(Duration.ofMillis(480))).isTrue();
  }

  @Test
  void oneInTimeIsNot() {
    assertThat(endsAfter(Duration.ofMillis(479))).isFalse();
  }

  /** Where the program stood still the proof is of its end: from there to the next it grew. */
  @Test
  void growthCountsFromTheEndOfACollectionThatStoppedTheProgram() {
    ask(0.65);
    drive.now += Duration.ofSeconds(1).toNanos();
    drive.take(drive.confirmed(Drive.bytes(0.50)));
    askAfter(Duration.ofMillis(50), 0.80);
    assertThat(ends(drive.confirmed(Drive.bytes(0.80)))).isTrue();
  }

  @Test
  void noTimeIsNoGrowth() {
    ask(0.65);
    drive.take(drive.confirmed(Drive.bytes(0.50)));
    askAfter(Duration.ZERO, 0.80);
    assertThat(ends(drive.confirmed(Drive.bytes(0.80)))).isFalse();
  }

  /** The first was late, and another was asked for meanwhile: the second says less, not more. */
  @Test
  void answersInTheWrongOrderProveNoGrowth() {
    ask(0.65);
    drive.now += Duration.ofMillis(10).toNanos();
    drive.take(drive.confirmed(Drive.bytes(0.86)));
    assertThat(ends(drive.confirmed(Drive.bytes(0.80)))).isFalse();
  }

  @Test
  void growthByAHundredthIsNotInVain() {
    askAtSpeed();
    assertThat(over(0.80, 0.86, SOON)).hasSize(1);
    assertThat(over(0.808, 0.87, SOON)).hasSize(1);
  }

  /** What collections show that nobody asked for: a tenth of the heap more after this time. */
  private boolean endsUnasked(Duration grown, double second, Duration ago, double used) {
    drive.heap(0.5, 0.5, 0.5).read(10);
    drive.shows(second - 0.1, ago.plus(grown)).readAfter(Duration.ZERO);
    return !Drive.of(
            Exit.class, drive.heap(0.5, second, used).shows(second, ago).readAfter(Duration.ZERO))
        .isEmpty();
  }

  private boolean endsSlow(Duration ago) {
    return endsUnasked(Duration.ofMillis(500), 0.80, ago, 0.92);
  }

  @Test
  void whatNobodyAskedForProvesAsMuch() {
    assertThat(endsSlow(Duration.ofMillis(480))).isTrue();
  }

  @Test
  void itDoesNotWhereAnotherWouldBeInTime() {
    assertThat(endsSlow(Duration.ofMillis(479))).isFalse();
  }

  /** By all of the heap a second: what is used would be full before another came. */
  @Test
  void whereItGrowsFastWhatIsUsedCounts() {
    assertThat(endsUnasked(SOON, 0.80, Duration.ofMillis(60), 0.80)).isTrue();
  }

  @Test
  void lessThatIsUsedLeavesTimeForAnother() {
    assertThat(endsUnasked(SOON, 0.80, Duration.ofMillis(60), 0.799)).isFalse();
  }

  /** A quarter of the heap a second is fast, less is not. */
  @Test
  void whereItGrowsSlowlyGarbageDoesNotCount() {
    assertThat(endsUnasked(Duration.ofMillis(400), 0.80, Duration.ZERO, 0.99)).isTrue();
    assertThat(endsUnasked(Duration.ofMillis(581), 0.80, Duration.ZERO, 0.99)).isFalse();
  }

  /** It stopped growing since: what is used by now says so. */
  @Test
  void nothingIsTakenForHeldThatIsNotUsed() {
    assertThat(endsUnasked(SOON, 0.70, Duration.ofMillis(400), 0.749)).isFalse();
    assertThat(endsUnasked(SOON, 0.70, Duration.ofMillis(400), 0.75)).isTrue();
  }

  @Test
  void oneOverTheLastLineIsEnoughByItself() {
    drive.heap(0.5, 0.5, 0.5).read();
    assertThat(Drive.of(Exit.class, drive.shows(0.874, SOON).read())).isEmpty();
    assertThat(Drive.of(Exit.class, drive.shows(0.875, SOON).read())).hasSize(1);
  }

  @Test
  void itDoesNotStandForTheAnswerThatIsAwaited() {
    ask(0.65);
    drive.shows(0.66, Duration.ZERO).readAfter(SOON);
    assertThat(drive.state.asking().open()).isTrue();
  }

  @Test
  void afterOneTheNextIsAskedForAtOnceIfItHasGrown() {
    askAtSpeed();
    answered(0.60, SOON);
    drive.now += SOON.toNanos();
    assertThat(
            Drive.of(
                AskConfirmation.class,
                drive.heap(0.6, 0.65, 0.995).shows(0.65, Duration.ZERO).readAfter(SOON)))
        .hasSize(1);
  }

  /** By a fiftieth of the heap in a millisecond is chance. */
  @Test
  void twoThatFollowEachOtherCloselySayLittle() {
    drive.heap(0.5, 0.5, 0.5).read();
    drive.shows(0.80, Duration.ofMillis(1)).readAfter(Duration.ZERO);
    assertThat(
            Drive.of(
                Exit.class,
                drive.heap(0.5, 0.8, 0.9).shows(0.82, Duration.ZERO).readAfter(Duration.ZERO)))
        .isEmpty();
  }

  /** The program stood still: readings come close together, and the last two show nothing. */
  @Test
  void readingsThatWereLateDoNotHideHowFastItFills() {
    drive.heap(0.5, 0.65, 0.70).read();
    drive.heap(0.5, 0.65, 0.7275).readAfter(SOON);
    assertThat(drive.state.asking().open()).isTrue();
    drive.readAfter(Duration.ofMillis(1));
    drive.take(drive.confirmed(Drive.bytes(0.60)));
    assertThat(Drive.of(AskConfirmation.class, drive.heap(0.6, 0.70, 0.73).readAfter(SOON)))
        .hasSize(1);
  }

  private Duration pauseAfterProofs(double first, double second, Duration later) {
    drive.heap(0.3, 0.3, 0.3).read(10);
    drive.shows(first, Duration.ZERO).readAfter(SOON);
    drive.shows(second, Duration.ZERO).readAfter(SOON);
    return Drive.pause(drive.readAfter(later));
  }

  @Test
  void afterAProofOfGrowthOverTheFirstLineTheNextReadingComesSoon() {
    Duration shortest = Duration.ofMillis(20);
    Duration almostASecond = Duration.ofMillis(899);
    assertThat(pauseAfterProofs(0.70, 0.75, almostASecond)).isEqualTo(shortest);
    assertThat(pauseAfterProofs(0.70, 0.75, Duration.ofMillis(900))).isGreaterThan(shortest);
    assertThat(pauseAfterProofs(0.69, 0.749, SOON)).as("below it").isGreaterThan(shortest);
    assertThat(pauseAfterProofs(0.76, 0.79, SOON)).as("too little").isGreaterThan(shortest);
  }

  /** What is used can hold no more than it: so little more is not worth a collection. */
  @Test
  void whereHardlyMoreIsUsedThanProvenNobodyAsks() {
    drive.heap(0.5, 0.65, 0.70).read();
    drive.heap(0.5, 0.65, 0.829).shows(0.78, Duration.ZERO).readAfter(SOON);
    assertThat(drive.state.asking().open()).isFalse();
    drive.heap(0.5, 0.65, 0.95).readAfter(SOON);
    assertThat(drive.state.asking().open()).isTrue();
  }

  /** What it held just before the end of the collection is freed by it. */
  @Test
  void whatWasUsedBeforeTheProofDoesNotCount() {
    ask(0.65);
    drive.take(drive.confirmed(Drive.bytes(0.60)));
    askAfter(Duration.ofMillis(300), 0.80);
    drive.now += Duration.ofMillis(50).toNanos();
    assertThat(ends(drive.confirmed(Drive.bytes(0.76)))).isFalse();
  }

  @Test
  void anOlderProofSaysNothingMore() {
    ask(0.65);
    drive.take(drive.confirmed(Drive.bytes(0.70)));
    drive.take(drive.confirmed(Drive.bytes(0.60)));
    assertThat(drive.state.asking().proven()).as("at the same time").isEqualTo(700_000_000);
    drive.take(new MemoryEvent.Confirmed(new HeapProof(Drive.bytes(0.60), drive.now - 1)));
    assertThat(drive.state.asking().proven()).isEqualTo(700_000_000);
    drive.take(new MemoryEvent.Confirmed(new HeapProof(Drive.bytes(0.60), drive.now + 1)));
    assertThat(drive.state.asking().proven()).isEqualTo(600_000_000);
  }

  private boolean asksAtThePaceOfBefore(int readings) {
    askAtSpeed();
    drive.take(drive.confirmed(Drive.bytes(0.60)));
    for (int i = 1; i < readings; i++) {
      drive.heap(0.6, 0.65, 0.70).readAfter(SOON);
    }
    assertThat(drive.state.asking().open()).isFalse();
    drive.heap(0.6, 0.71, 0.70).readAfter(SOON);
    return drive.state.asking().open();
  }

  @Test
  void twoReadingsAreTooFewForAPaceOfTheirOwn() {
    assertThat(asksAtThePaceOfBefore(2)).isTrue();
  }

  @Test
  void threeAreNot() {
    assertThat(asksAtThePaceOfBefore(3)).isFalse();
  }

  /** Just below the line it is known to be, and nothing more is used. */
  @Test
  void whatIsProvenNotToBeOverTheLineDoesNotEnd() {
    drive.heap(0.876, 0.876, 0.876).shows(0.874, Duration.ZERO).read(1);
    assertThat(Drive.of(Exit.class, drive.read(9))).isEmpty();
    assertThat(Drive.of(AskConfirmation.class, drive.all)).isEmpty();
    assertThat(Drive.of(AskConfirmation.class, drive.heap(0.885, 0.885, 0.885).read())).hasSize(1);
  }
}
