package io.plimsoll.process.orphan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MarksTest {

  private static final String LONGEST = "a".repeat(64);

  @Test
  void aSessionFitsWhereItCanStandInAPathAsItIs() {
    assertThat(List.of("a", "Z", "09", "-", "a-b", LONGEST)).allMatch(Marks::fitsAsSession);
    assertThat(List.of("", "a b", "a/b", "a.b", "a\n", "\u00e9", "\u0663", LONGEST + "a"))
        .noneMatch(Marks::fitsAsSession);
  }

  @Test
  void aLeaseIsASessionADashAndANumber() {
    assertThat(List.of("a-1", "a-b-12", "--1", LONGEST + "-1", "a-" + "9".repeat(18)))
        .allMatch(Marks::fitsAsLease);
    assertThat(List.of("", "a", "-1", "a-", "a-b", "a-1b", "a b-1", "a-\u0663", LONGEST + "a-1"))
        .noneMatch(Marks::fitsAsLease);
    assertThat(Marks.fitsAsLease("a-" + "9".repeat(19))).isFalse();
  }

  @Test
  void theSessionOfALeaseIsWhatStandsBeforeItsNumber() {
    assertThat(Marks.sessionOf("a-b-12")).isEqualTo("a-b");
    assertThat(Marks.sessionOf("none")).isEmpty();
  }
}
