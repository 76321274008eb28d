package io.plimsoll.process.orphan;

import io.plimsoll.port.Reaper;
import io.plimsoll.process.orphan.Notes.Known;
import io.plimsoll.process.proc.ProcReader;
import io.plimsoll.process.proc.ProcStat;
import io.plimsoll.testkit.ReaperContract;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The reaper of this machine keeps what every reaper promises, by notes that we forge. */
@Timeout(60)
class LocalReaperContractTest implements ReaperContract {

  /** No process has this id: it is beyond what the kernel gives out. */
  private static final int NOBODY = 99_999_999;

  @TempDir private Path temp;
  private final String session = "dead" + UUID.randomUUID().toString().replace("-", "");
  private Optional<Known> left = Optional.empty();
  private Optional<Known> bystander = Optional.empty();

  @AfterEach
  void end() {
    for (Optional<Known> each : List.of(left, bystander)) {
      each.filter(LocalReaperContractTest::isAlive)
          .flatMap(known -> ProcessHandle.of(known.pid()))
          .ifPresent(
              handle -> {
                handle.descendants().forEach(ProcessHandle::destroyForcibly);
                handle.destroyForcibly();
              });
    }
  }

  private StateFolder state() {
    return new StateFolder(temp.resolve("state"));
  }

  @Override
  public Reaper reaper() {
    return new LocalReaper("own" + session, true, Optional.of(state()));
  }

  @Override
  public void leaveBehind(boolean deaf) throws Exception {
    Map<String, String> cookie = Map.of("PLIMSOLL_SESSION", session);
    left =
        Optional.of(
            deaf
                ? start(cookie, "sh", "-c", "trap '' TERM; while :; do sleep 0.1; done")
                : start(cookie, "sleep", "60"));
    Path folder = state().make(session);
    Files.writeString(folder.resolve("lock"), "");
    String boot = Ward.bootId(new ProcReader());
    Files.writeString(
        folder.resolve("leases"), Notes.header(NOBODY, 1, boot, Optional.empty()) + "\n");
  }

  @Override
  public boolean lives() {
    return left.filter(LocalReaperContractTest::isAlive).isPresent();
  }

  @Override
  public void startBystander() throws Exception {
    bystander = Optional.of(start(Map.of(), "sleep", "60"));
  }

  @Override
  public boolean bystanderLives() {
    return bystander.filter(LocalReaperContractTest::isAlive).isPresent();
  }

  private static boolean isAlive(Known known) {
    ProcStat stat = new ProcStat(new ProcReader());
    return stat.read(known.pid()) && stat.ticks() == known.ticks() && !stat.gone();
  }

  /** Starts one that is nobody's child: ours would be spared. */
  private static Known start(Map<String, String> environment, String... words)
      throws IOException, InterruptedException {
    List<String> line =
        new ArrayList<>(List.of("sh", "-c", "\"$@\" </dev/null >/dev/null 2>&1 & echo $!", "sh"));
    line.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(line);
    builder.environment().keySet().removeIf(name -> name.startsWith("PLIMSOLL_"));
    builder.environment().putAll(environment);
    Process shell = builder.start();
    String pid = new String(shell.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    shell.waitFor();
    ProcStat stat = new ProcStat(new ProcReader());
    if (!stat.read(Integer.parseInt(pid.strip()))) {
      throw new IOException("process " + pid + " is not there");
    }
    return new Known(Integer.parseInt(pid.strip()), stat.ticks());
  }
}
