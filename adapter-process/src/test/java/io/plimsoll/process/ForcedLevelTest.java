package io.plimsoll.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.port.AdapterContext;
import io.plimsoll.port.ProcessLauncher;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Which levels work here; each of those keeps the contract of launchers in a test of its own. */
class ForcedLevelTest {

  static ProcessLauncher launcher(ContainmentLevel level) {
    // Tests run side by side, and the control groups of a session go by its id.
    String session = UUID.randomUUID().toString();
    return new LocalLauncher(
        new AdapterContext(
            session, Bench.context(session).ticker(), Map.of("containment", level.word())));
  }

  static Optional<String> whyNot(ContainmentLevel level) {
    StartCheck check = new StartCheck(System.getenv("PATH"));
    return new Trials(true, UUID.randomUUID().toString(), check).whyNot(level);
  }

  static boolean groupsWork() {
    return whyNot(ContainmentLevel.CGROUP).isEmpty();
  }

  static boolean sessionsWork() {
    return whyNot(ContainmentLevel.SESSION).isEmpty();
  }

  static boolean namespacesWork() {
    return whyNot(ContainmentLevel.NAMESPACE).isEmpty();
  }

  /** Where a level does not work, being refused with the reason is what is promised. */
  @Test
  void aLevelThatDoesNotWorkHereIsRefusedWithTheReason() {
    for (ContainmentLevel level : ContainmentLevel.values()) {
      Optional<String> why = whyNot(level);
      if (why.isPresent()) {
        assertThatThrownBy(() -> launcher(level))
            .hasMessageContaining("process.containment: is '" + level.word() + "'")
            .hasMessageContaining(why.get());
      } else {
        try (ProcessLauncher works = launcher(level)) {
          assertThat(works.facts())
              .anySatisfy(
                  fact -> {
                    assertThat(fact.name()).isEqualTo("level " + level.word());
                    assertThat(fact.value())
                        .isEqualTo("works, in force; cannot catch " + level.misses());
                  });
          assertThat(works.containment()).startsWith(level.word() + ": ");
        }
      }
    }
  }

  /** The launcher says what its level cannot catch. */
  static void cannotCatch(ProcessLauncher launcher, String what, boolean kept) {
    assertThat(launcher.facts())
        .anySatisfy(
            fact -> {
              assertThat(fact.name()).isEqualTo("containment cannot catch");
              assertThat(fact.value()).contains(what);
              assertThat(fact.kept()).isEqualTo(kept);
            });
  }
}
