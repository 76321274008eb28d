package io.plimsoll.verification.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PartTest {

  @Test
  void aQuickRunAsksForNoReasonsOfWhatItDoesNotChange() {
    assertThat(Part.QUICK.holds("subprocess.WhenKilling.tick | a change")).isTrue();
    assertThat(Part.QUICK.holds("subprocess.WhenQueued.tick | a change")).isFalse();
    assertThat(Part.QUICK.holds("Due.earlier | a change")).isFalse();
    assertThat(Part.ALL.holds("Due.earlier | a change")).isTrue();
  }

  @Test
  void thePatternsNameNothingOutsideTheCore() {
    assertThat(Part.ALL.classPattern()).isEqualTo("io.plimsoll.core.*");
    assertThat(Part.ALL.testPattern()).isEqualTo("io.plimsoll.core.*");
    assertThat(Part.QUICK.classPattern()).isEqualTo("io.plimsoll.core.subprocess.WhenKilling*");
    assertThat(Part.QUICK.testPattern()).isEqualTo("io.plimsoll.core.subprocess.*");
  }

  @Test
  void theClassOfTheQuickRunIsThere() throws ClassNotFoundException {
    String name = PitReport.CORE + Part.QUICK.classes();
    assertThat(Class.forName(name, false, getClass().getClassLoader())).isNotNull();
  }
}
