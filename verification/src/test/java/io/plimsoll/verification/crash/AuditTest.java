package io.plimsoll.verification.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AuditTest {

  private static final String A = "{\"id\":\"a\",\"exitCode\":0}";
  private static final String B = "{\"id\":\"b\",\"exitCode\":1}";

  private final Audit audit = new Audit(Set.of("a", "b"));

  @Test
  void oneOutcomeForEachJobToldAsBeforeIsRight() {
    audit.outcomes(List.of(List.of(A), List.of(A)), List.of(B, A));
    audit.attempts("a", List.of(1), 2);
    audit.attempts("b", List.of(1, 3), 2);
    audit.ended(Map.of("a", 1), Map.of("a", 1, "b", 2));
    audit.left(0, "at the end");
    assertThat(audit.complaints()).isEmpty();
    assertThat(audit.ranAgain()).isEqualTo(1);
  }

  @Test
  void aLostOutcomeIsFound() {
    audit.outcomes(List.of(), List.of(A));
    assertThat(audit.lost()).isEqualTo(1);
    assertThat(audit.complaints()).containsExactly("b: its outcome is lost");
  }

  @Test
  void anOutcomeThatIsToldTwiceIsFound() {
    audit.outcomes(List.of(), List.of(A, B, A));
    assertThat(audit.duplicated()).isEqualTo(1);
    assertThat(audit.complaints()).containsExactly("a: has more than one outcome");
  }

  @Test
  void anOutcomeThatIsToldOtherwiseAfterTheKillIsFound() {
    audit.outcomes(List.of(List.of("{\"id\":\"a\",\"exitCode\":7}")), List.of(A, B));
    assertThat(audit.complaints()).singleElement().asString().startsWith("a: was told as");
  }

  @Test
  void attemptsThatAreNotCountedOnAreFound() {
    audit.attempts("a", List.of(1, 1), 1);
    audit.attempts("b", List.of(1, 2, 3), 1);
    assertThat(audit.complaints())
        .containsExactly("a: its attempts were told as [1, 1]", "b: ran 3 times under 2 runtimes");
  }

  @Test
  void aJobThatRunsAgainAfterItsOutcomeWasToldIsFound() {
    audit.ended(Map.of("a", 1), Map.of("a", 2));
    assertThat(audit.complaints()).containsExactly("a: ran again after its outcome was told");
  }

  @Test
  void aProcessThatIsLeftIsFound() {
    audit.left(2, "at the end");
    assertThat(audit.complaints()).containsExactly("2 processes left at the end");
  }

  @Test
  void aPlanIsTheSameForItsSeedAndAnotherForTheNext() {
    assertThat(RoundPlan.of(4, 7, 1_000)).isEqualTo(RoundPlan.of(4, 7, 1_000));
    assertThat(RoundPlan.of(4, 7, 1_000)).isNotEqualTo(RoundPlan.of(5, 7, 1_000));
  }
}
