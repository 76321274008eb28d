package io.plimsoll.process;

import io.plimsoll.command.Command;
import io.plimsoll.command.StopSignal;
import io.plimsoll.port.AdapterContext;
import io.plimsoll.port.LiveProcess;
import io.plimsoll.port.ProcessLauncher;
import io.plimsoll.port.ProcessObserver;
import io.plimsoll.testkit.Await;
import io.plimsoll.testkit.ProcessLauncherContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.condition.EnabledIf;

/** Commands that a hub forks keep what every launcher promises. */
@EnabledIf("io.plimsoll.process.ForkHubsTest#work")
class HubContractTest implements ProcessLauncherContract {

  /** Its one server has a command already, so that those of the test go to a hub. */
  @Override
  public ProcessLauncher launcher() {
    AdapterContext usual = Bench.context(UUID.randomUUID().toString());
    Map<String, String> settings = Map.of("containment", "cgroup", "forkservers", "1");
    return new Occupied(
        new LocalLauncher(
            new AdapterContext(usual.session(), usual.ticker(), settings, usual.threads()),
            System.getenv(),
            true));
  }

  /** One that has commands of its own, which end with it. */
  private static final class Occupied implements ProcessLauncher {

    private final LocalLauncher launcher;
    private final List<LiveProcess> sleepers = new ArrayList<>();
    private final List<Recording> seen = new ArrayList<>();

    Occupied(LocalLauncher launcher) {
      this.launcher = launcher;
      Await.await(
          "a hub",
          () -> {
            Recording recording = new Recording();
            Command asleep = Command.of("sleep", "600");
            sleepers.add(launcher.launch(UUID.randomUUID().toString(), asleep, recording));
            seen.add(recording);
            recording.pid();
            return launcher.forkHubs() > 0;
          });
    }

    @Override
    public LiveProcess launch(String lease, Command command, ProcessObserver observer) {
      return launcher.launch(lease, command, observer);
    }

    @Override
    public List<Fact> facts() {
      return launcher.facts();
    }

    @Override
    public String containment() {
      return launcher.containment();
    }

    @Override
    public void close() {
      sleepers.forEach(sleeper -> sleeper.signal(StopSignal.KILL));
      seen.forEach(Recording::status);
      sleepers.forEach(LiveProcess::release);
      launcher.close();
    }
  }
}
