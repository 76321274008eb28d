package io.plimsoll.process;

import io.plimsoll.port.ProcessLauncher;
import io.plimsoll.testkit.ProcessLauncherContract;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/**
 * The level namespace keeps what every launcher promises. What is left behind ends with the command
 * here, before anybody could look for it.
 */
@EnabledIf("io.plimsoll.process.ForcedLevelTest#namespacesWork")
class NamespaceContractTest implements ProcessLauncherContract {
  @Override
  public ProcessLauncher launcher() {
    return ForcedLevelTest.launcher(ContainmentLevel.NAMESPACE);
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
      ForcedLevelTest.cannotCatch(launcher, "gets no grace", true);
    }
  }
}
