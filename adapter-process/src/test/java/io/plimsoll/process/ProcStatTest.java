package io.plimsoll.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.process.proc.ProcReader;
import io.plimsoll.process.proc.ProcStat;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcStatTest {

  private final ProcStat stat = new ProcStat(new ProcReader());

  private boolean parse(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return stat.parse(bytes, bytes.length);
  }

  @Test
  void aNameWithBlanksAndParenthesesHidesNothing() {
    assertThat(
            parse(
                "4711 (a) R 1 (b) S 17 4711 4711 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 987654 1000 321 18446744073709551615 1 1\n"))
        .isTrue();
    assertThat(stat.parent()).isEqualTo(17);
    assertThat(stat.ticks()).isEqualTo(987_654);
    assertThat(stat.residentPages()).isEqualTo(321);
    assertThat(stat.gone()).isFalse();
  }

  @Test
  void aDeadLeaderOfLiveThreadsIsNotGone() {
    String text = "1 (x) Z 1 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 %d 0 5 0 0 0\n";

    assertThat(parse(text.formatted(1)) && stat.gone()).isTrue();
    assertThat(parse(text.formatted(3)) && !stat.gone()).isTrue();
  }

  /**
   * The fields are the state, the flags (4 leaving, 1024 ended by a signal), and what is pending.
   */
  @ParameterizedTest
  @CsvSource({
    "S,0,0,false",
    "R,4194560,0,false",
    "S,0,256,true",
    "R,4,0,true",
    "R,1024,0,true",
    "D,4,256,false",
    "S,0,16384,false"
  })
  void whoHasTakenItsKillIsDyingUnlessTheKernelHoldsIt(
      char state, long flags, long pending, boolean dying) {
    String text = "1 (x) %s 1 1 1 0 -1 %d 0 0 0 0 0 0 0 0 20 0 1 0 5 9 1 2 3 4 5 6 7 %d 0 0 0\n";
    assertThat(parse(text.formatted(state, flags, pending))).isTrue();
    assertThat(stat.dying()).isEqualTo(dying);
  }

  @Test
  void aProgramIsThereOnceTheEndOfItsCodeIsKnown() {
    String text = "1 (x) R 1 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 5 9 1 2 1";
    String more = " 0".repeat(22);
    assertThat(parse(text + " 0" + more + " 70 70 0\n") && stat.isLoaded()).isFalse();
    assertThat(parse(text + " 140737488355272" + more + " 70 70 0\n") && stat.isLoaded()).isTrue();
    assertThat(stat.hasVariables()).isFalse();
    assertThat(parse(text + " 9" + more + " 70 99 0\n") && stat.hasVariables()).isTrue();
    assertThat(parse(text + " 9\n") && stat.hasVariables()).as("an older kernel").isFalse();
  }

  @Test
  void whatIsCutShortIsNotBelieved() {
    assertThat(parse("1 (x) S 1 2")).isFalse();
    assertThat(parse("")).isFalse();
    assertThat(parse("1 (x")).isFalse();
  }

  @Test
  void itReadsThisProgram() {
    assertThat(stat.read((int) ProcessHandle.current().pid())).isTrue();
    assertThat(stat.name()).isEqualTo("java");
    assertThat(stat.isLoaded()).isTrue();
    assertThat(stat.hasVariables()).isTrue();
    assertThat(stat.residentPages() * Surroundings.pageBytes()).isGreaterThan(10L << 20);
  }

  @Test
  void aLeaseIsFoundInAnEnvironmentOnlyAsAWholeEntry() {
    Map<String, String> leases = Map.of("l1", "first", "l2", "second");

    assertThat(owner("A=1\0PLIMSOLL_LEASE=l1\0B=2\0", leases)).isEqualTo("first");
    assertThat(owner("PLIMSOLL_OUTER=x:l2\0PLIMSOLL_LEASE=zz\0", leases)).isEqualTo("second");
    assertThat(owner("XPLIMSOLL_LEASE=l1\0", leases)).isEqualTo("none");
    assertThat(owner("A=PLIMSOLL_LEASE=l1\0", leases)).isEqualTo("none");
    assertThat(owner("PLIMSOLL_LEASE=l11\0PLIMSOLL_OUTER=:\0PLIMSOLL_LEASE=\0", leases))
        .isEqualTo("none");
    assertThat(owner("", leases)).isEqualTo("none");
  }

  private static String owner(String environ, Map<String, String> leases) {
    byte[] bytes = environ.getBytes(StandardCharsets.UTF_8);
    return Cookie.owner(bytes, bytes.length, leases).orElse("none");
  }
}
