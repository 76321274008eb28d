package io.plimsoll.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ContainmentLevelTest {

  private static ContainmentLevel.Trial from(ContainmentLevel first) {
    return level ->
        level.compareTo(first) >= 0 ? Optional.empty() : Optional.of("it is broken; mend it");
  }

  private static ContainmentLevel chosen(String asked, ContainmentLevel.Trial whyNot) {
    return ContainmentLevel.chosen(Map.of("containment", asked), whyNot);
  }

  @Test
  void theStrongestThatWorksIsTakenUnlessOneIsAskedFor() {
    assertThat(ContainmentLevel.chosen(Map.of(), from(ContainmentLevel.CGROUP)))
        .isEqualTo(ContainmentLevel.CGROUP);
    for (ContainmentLevel level :
        new ContainmentLevel[] {
          ContainmentLevel.SESSION, ContainmentLevel.COOKIE, ContainmentLevel.PARENTS
        }) {
      assertThat(chosen("auto", from(level))).isEqualTo(level);
      assertThat(chosen(level.word(), from(ContainmentLevel.CGROUP))).isEqualTo(level);
    }
  }

  @Test
  void aNamespaceIsMadeOnlyWhereItIsAskedFor() {
    assertThat(chosen("auto", from(ContainmentLevel.NAMESPACE)))
        .isEqualTo(ContainmentLevel.PARENTS);
    assertThat(chosen("namespace", from(ContainmentLevel.NAMESPACE)))
        .isEqualTo(ContainmentLevel.NAMESPACE);
  }

  @Test
  void whatIsNoLevelIsRefusedWithThoseThatAre() {
    assertThatThrownBy(() -> chosen("chain", from(ContainmentLevel.CGROUP)))
        .hasMessageStartingWith(
            "process.containment: is 'chain'; must be one of auto, cgroup, session, cookie, parents, namespace")
        .hasMessageEndingWith("; try auto");
  }

  @Test
  void whatDoesNotWorkHereIsRefusedWithTheReason() {
    assertThatThrownBy(() -> chosen("cgroup", from(ContainmentLevel.COOKIE)))
        .hasMessage(
            "process.containment: is 'cgroup', which does not work here: it is broken; mend it; or try auto");
  }
}
