package io.plimsoll.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What the notices of each collector mean. Names and actions as JDK 17 and 25 send them. */
class ExtentTest {

  @Test
  void pausesOfConcurrentCollectorsSayNothing() {
    assertThat(Extent.of("ZGC Pauses", "end of GC pause")).isEqualTo(Extent.NOTHING);
    assertThat(Extent.of("ZGC Major Pauses", "end of GC pause")).isEqualTo(Extent.NOTHING);
    assertThat(Extent.of("Shenandoah Pauses", "end of GC pause")).isEqualTo(Extent.NOTHING);
  }

  @Test
  void aMajorCollectionIsOfTheWhole() {
    assertThat(Extent.of("G1 Old Generation", "end of major GC")).isEqualTo(Extent.WHOLE);
    assertThat(Extent.of("MarkSweepCompact", "end of major GC")).isEqualTo(Extent.WHOLE);
    assertThat(Extent.of("PS MarkSweep", "end of major GC")).isEqualTo(Extent.WHOLE);
  }

  @Test
  void aCycleBesideTheProgramIsNoProof() {
    assertThat(Extent.of("ZGC Cycles", "end of GC cycle")).isEqualTo(Extent.CYCLE);
    assertThat(Extent.of("ZGC Major Cycles", "end of GC cycle")).isEqualTo(Extent.CYCLE);
    assertThat(Extent.of("Shenandoah Cycles", "end of GC cycle")).isEqualTo(Extent.CYCLE);
  }

  @Test
  void othersAreOfAPart() {
    assertThat(Extent.of("G1 Young Generation", "end of minor GC")).isEqualTo(Extent.PART);
    assertThat(Extent.of("G1 Concurrent GC", "end of concurrent GC pause")).isEqualTo(Extent.PART);
    assertThat(Extent.of("Copy", "end of minor GC")).isEqualTo(Extent.PART);
    assertThat(Extent.of("ZGC Minor Cycles", "end of GC cycle")).isEqualTo(Extent.PART);
  }
}
