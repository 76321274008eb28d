package io.plimsoll.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.command.Command;
import io.plimsoll.port.AdapterContext;
import io.plimsoll.port.ProcessLauncher;
import io.plimsoll.testkit.ProcessLauncherContract;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The launcher of this machine keeps what every launcher promises, on each of its levels. */
class LocalLauncherContractTest {

  private static ProcessLauncher launcher(ContainmentLevel level) {
    return new LocalLauncher(
        new AdapterContext(
            "contract", Bench.context("contract").ticker(), Map.of("containment", level.word())));
  }

  private static Optional<String> whyNot(ContainmentLevel level) {
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

  @Nested
  @EnabledIf("io.plimsoll.process.LocalLauncherContractTest#groupsWork")
  class ByGroups implements ProcessLauncherContract {
    @Override
    public ProcessLauncher launcher() {
      return LocalLauncherContractTest.launcher(ContainmentLevel.CGROUP);
    }
  }

  @Nested
  @EnabledIf("io.plimsoll.process.LocalLauncherContractTest#sessionsWork")
  class BySessions implements ProcessLauncherContract {
    @Override
    public ProcessLauncher launcher() {
      return LocalLauncherContractTest.launcher(ContainmentLevel.SESSION);
    }

    @Override
    public boolean catches(Stray stray) {
      return stray != Stray.BARE_DAEMON;
    }
  }

  /** What is left behind ends with the command here, before anybody could look for it. */
  @Nested
  @EnabledIf("io.plimsoll.process.LocalLauncherContractTest#namespacesWork")
  class ByNamespaces implements ProcessLauncherContract {
    @Override
    public ProcessLauncher launcher() {
      return LocalLauncherContractTest.launcher(ContainmentLevel.NAMESPACE);
    }

    @Override
    @Test
    public void aDaemonIsEndedWithItsTree(@TempDir Path folder) {
      NamespaceTest.endsWithTheCommand(folder, "setsid ");
    }

    @Override
    @Test
    public void aDaemonWithoutItsEnvironmentIsEndedWithItsTree(@TempDir Path folder) {
      NamespaceTest.endsWithTheCommand(folder, "env -i PATH=\"$PATH\" setsid ");
    }

    @Override
    @Test
    public void whatIsLeftBehindIsStillSeenAndSignalled() {
      try (ProcessLauncher launcher = launcher()) {
        assertThat(launcher.facts())
            .anySatisfy(
                fact -> {
                  assertThat(fact.name()).isEqualTo("containment cannot catch");
                  assertThat(fact.value()).contains("gets no grace");
                });
      }
    }
  }

  @Nested
  class ByCookie implements ProcessLauncherContract {
    @Override
    public ProcessLauncher launcher() {
      return LocalLauncherContractTest.launcher(ContainmentLevel.COOKIE);
    }

    @Override
    public boolean catches(Stray stray) {
      return stray != Stray.BARE_DAEMON;
    }
  }

  @Nested
  class ByParentLinks implements ProcessLauncherContract {
    @Override
    public ProcessLauncher launcher() {
      return LocalLauncherContractTest.launcher(ContainmentLevel.PARENTS);
    }

    @Override
    public boolean catches(Stray stray) {
      return false;
    }

    /** Its child and grandchild keep their parents. */
    @Override
    public Command tree() {
      return Command.of("sh", "-c", "sh -c 'sleep 60 & wait' & wait");
    }

    /** What leaves its parents is lost on this level, and the launcher says so. */
    @Override
    @Test
    public void whatIsLeftBehindIsStillSeenAndSignalled() {
      try (ProcessLauncher launcher = launcher()) {
        assertThat(launcher.facts())
            .anySatisfy(
                fact -> {
                  assertThat(fact.name()).isEqualTo("containment cannot catch");
                  assertThat(fact.value()).contains("a double fork");
                  assertThat(fact.kept()).isFalse();
                });
      }
    }
  }
}
