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
  private static MemoryEvent beside(double part) {
    return new MemoryEvent.Confirmed(new HeapProof(Drive.bytes(part), true));
  }

  @Test
  void itIsCollectedWhereASecondWouldFillIt() {
    assertThat(asks(0.65, 0.70, 0.7275)).isTrue();
  }

  @Test
  void whileItIsCollectedItIsReadAsOftenAsCanBe() {
    ask(0.65);
    assertThat(Drive.pause(drive.heap(0.3, 0.3, 0.3).read())).isEqualTo(Duration.ofMillis(50));
    answered(0.3, SOON);
    assertThat(Drive.pause(drive.read())).isGreaterThan(Duration.ofMillis(50));
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
    // It grew by 0.2 in that time: full in as long again as this took, and 100 ms.
    List<Exit> exits = Drive.of(Exit.class, answered(0.80, Duration.ofMillis(551)));
    assertThat(exits).hasSize(1);
    assertThat(exits.get(0).words())
        .contains("grows 158.9 MiB a second: full before the whole of it could be collected again");
  }

  @Test
  void whereAThirdIsInTimeItIsWaitedFor() {
    ask(0.65);
    answered(0.60, SOON);
    ask(0.80);
    assertThat(Drive.of(Exit.class, answered(0.80, Duration.ofMillis(549)))).isEmpty();
  }

  @Test
  void whatHasNotGrownIsNotFullHoweverLongItTook() {
    ask(0.65);
    answered(0.80, SOON);
    ask(0.80);
    assertThat(Drive.of(Exit.class, answered(0.80, Duration.ofSeconds(2)))).isEmpty();
  }

  @Test
  void whereTheProgramStoodStillNothingWasAddedMeanwhile() {
    ask(0.65);
    drive.take(Drive.confirmed(Drive.bytes(0.60)));
    ask(0.80);
    drive.now += Duration.ofMillis(600).toNanos();
    assertThat(Drive.of(Exit.class, drive.take(Drive.confirmed(Drive.bytes(0.80))))).isEmpty();
  }

  private boolean asksAtOnceAfter(double first, double second) {
    drive.beside();
    ask(0.65);
    answered(first, SOON);
    ask(0.70);
    answered(second, SOON);
    return asks(0.70, 0.70, 0.90);
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
    drive.take(Drive.confirmed(Drive.bytes(0.60)));
    assertThat(Drive.of(AskConfirmation.class, drive.heap(0.6, 0.7, 0.75).readAfter(SOON)))
        .hasSize(1);
  }

  /** At twice the heap a second. */
  private void askAtSpeed() {
    assertThat(asks(0.65, 0.70, 0.90)).isTrue();
  }

  private List<AskConfirmation> over(double proven, double used, Duration after) {
    drive.take(Drive.confirmed(Drive.bytes(proven)));
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

  @Test
  void whatItHeldAtTheFirstProofIsNoGrowth() {
    drive.beside();
    ask(0.65);
    answered(0.60, SOON);
    assertThat(asks(0.65, 0.70, 0.90)).isFalse();
  }

  /** Asks once more after a while: so full that the pace from before is enough. */
  private void askAfter(Duration pause, double last) {
    assertThat(Drive.of(AskConfirmation.class, drive.heap(0.5, last, 0.995).readAfter(pause)))
        .hasSize(1);
  }

  private boolean ends(MemoryEvent answer) {
    return !Drive.of(Exit.class, drive.take(answer)).isEmpty();
  }

  /** From 0.31 to 0.55 in 240 ms, and so on while it is collected: over the first line or not. */
  private boolean endsFarBelow(Duration took) {
    ask(0.30);
    drive.take(beside(0.31));
    askAfter(Duration.ofMillis(240), 0.60);
    drive.now += took.toNanos();
    return ends(beside(0.55));
  }

  @Test
  void belowTheFirstLineNothingEndsHoweverFastItGrows() {
    drive.beside();
    assertThat(endsFarBelow(Duration.ofMillis(199))).isFalse();
  }

  @Test
  void atTheFirstLineItDoes() {
    drive.beside();
    assertThat(endsFarBelow(Duration.ofMillis(200))).isTrue();
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
    assertThat(endsAfter(Duration.ofMillis(450))).isTrue();
  }

  @Test
  void oneInTimeIsNot() {
    assertThat(endsAfter(Duration.ofMillis(449))).isFalse();
  }

  /** Where the program stood still the proof is of its end: from there to the next it grew. */
  @Test
  void growthCountsFromTheEndOfACollectionThatStoppedTheProgram() {
    ask(0.65);
    drive.now += Duration.ofSeconds(1).toNanos();
    drive.take(Drive.confirmed(Drive.bytes(0.50)));
    askAfter(SOON, 0.80);
    assertThat(ends(Drive.confirmed(Drive.bytes(0.80)))).isTrue();
  }

  @Test
  void noTimeIsNoGrowth() {
    ask(0.65);
    drive.take(Drive.confirmed(Drive.bytes(0.50)));
    askAfter(Duration.ZERO, 0.80);
    assertThat(ends(Drive.confirmed(Drive.bytes(0.80)))).isFalse();
  }

  /** The first was late, and another was asked for meanwhile: the second says less, not more. */
  @Test
  void answersInTheWrongOrderProveNoGrowth() {
    ask(0.65);
    drive.now += Duration.ofMillis(10).toNanos();
    drive.take(Drive.confirmed(Drive.bytes(0.86)));
    assertThat(ends(Drive.confirmed(Drive.bytes(0.80)))).isFalse();
  }

  @Test
  void growthByAHundredthIsNotInVain() {
    askAtSpeed();
    assertThat(over(0.80, 0.86, SOON)).hasSize(1);
    assertThat(over(0.808, 0.87, SOON)).hasSize(1);
  }
}
