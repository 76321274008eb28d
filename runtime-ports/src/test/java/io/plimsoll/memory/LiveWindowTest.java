package io.plimsoll.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class LiveWindowTest {

  private final LiveWindow window = new LiveWindow();

  private HeapReading reading() {
    return window.reading(90, 95, 100);
  }

  @Test
  void beforeTheFirstCollectionNothingIsKnown() {
    assertThat(reading().live()).isEmpty();
    assertThat(reading().last()).isEmpty();
    assertThat(reading().sure()).isEmpty();
    assertThat(reading().proof()).isEmpty();
  }

  @Test
  void theLeastOfTheLastSixteenCounts() {
    window.left(10);
    for (int i = 0; i < 15; i++) {
      window.left(50 + i);
    }
    assertThat(reading().live()).hasValue(10);
    window.left(70);
    assertThat(reading().live()).hasValue(50);
    assertThat(reading().last()).hasValue(70);
    assertThat(reading().sure()).as("none was of the whole").isEmpty();
  }

  @Test
  void afterACollectionOfTheWholeThoseBeforeSayNothing() {
    window.left(10);
    window.proven(new HeapProof(40, 0));
    assertThat(reading().live()).hasValue(40);
    window.left(60);
    assertThat(reading().sure()).hasValue(40);
    window.left(30);
    assertThat(reading().sure()).as("so little may be all").isEqualTo(OptionalLong.of(30));
  }

  @Test
  void aProofIsInOneReading() {
    HeapProof proof = new HeapProof(40, 7);
    window.proven(proof);
    assertThat(reading().proof()).contains(proof);
    assertThat(reading().proof()).isEmpty();
  }

  @Test
  void whatAnAnswerTellsNoReadingDoes() {
    HeapProof asked = new HeapProof(40, 7);
    window.proven(asked);
    window.answered(asked);
    assertThat(reading().proof()).isEmpty();
    assertThat(reading().sure()).hasValue(40);
    HeapProof later = new HeapProof(41, 8);
    window.proven(later);
    window.answered(asked);
    assertThat(reading().proof()).contains(later);
  }
}
