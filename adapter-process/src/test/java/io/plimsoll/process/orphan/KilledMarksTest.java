package io.plimsoll.process.orphan;

import static io.plimsoll.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.command.Command;
import io.plimsoll.port.AdapterContext;
import io.plimsoll.port.ProcessLauncher;
import io.plimsoll.port.ProcessObserver;
import io.plimsoll.port.Threads;
import io.plimsoll.port.Ticker;
import io.plimsoll.process.LocalProcessAdapter;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the marks of namespaces when a real runtime is killed. */
@EnabledIf("io.plimsoll.process.ForcedLevelTest#namespacesWork")
@Timeout(120)
class KilledMarksTest {

  @TempDir private Path folder;
  private final String session = "marks" + UUID.randomUUID().toString().replace("-", "");
  private Path tmp;
  private Path state;
  private Process runtime;

  /** A runtime with one command, which goes on until it is killed. */
  static final class Lone {

    private Lone() {}

    /**
     * @param args its session, its state folder or nothing, and a file that the command makes
     */
    public static void main(String[] args) throws Exception {
      Map<String, String> settings = new HashMap<>();
      settings.put("containment", "namespace");
      settings.put("grace", "1s");
      if (!args[1].isEmpty()) {
        settings.put("state", args[1]);
      }
      ProcessLauncher launcher =
          new LocalProcessAdapter()
              .processLauncher(
                  new AdapterContext(args[0], Ticker.system(), settings, Threads.uncounted()))
              .orElseThrow();
      ProcessObserver deaf =
          (ProcessObserver)
              Proxy.newProxyInstance(
                  Lone.class.getClassLoader(),
                  new Class<?>[] {ProcessObserver.class},
                  (proxy, method, arguments) -> null);
      launcher.launch(
          args[0] + "-1", Command.of("sh", "-c", ": >\"$0\"; exec sleep 600", args[2]), deaf);
      new CountDownLatch(1).await();
    }
  }

  @BeforeEach
  void makeFolders() throws Exception {
    tmp = Files.createDirectory(folder.resolve("tmp"));
    state = folder.resolve("state");
  }

  @AfterEach
  void endWhatIsLeft() throws Exception {
    if (runtime != null) {
      runtime.destroyForcibly().waitFor();
    }
    carriers().forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
    await("nobody carries the session", () -> carriers().isEmpty());
  }

  private void start(String state) throws Exception {
    Path ready = folder.resolve("ready");
    runtime =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + tmp,
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Lone.class.getName(),
                session,
                state,
                ready.toString())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    await("the command runs", () -> Files.exists(ready));
  }

  private void kill() throws Exception {
    runtime.destroyForcibly();
    assertThat(runtime.waitFor(30, TimeUnit.SECONDS)).isTrue();
  }

  private Path notes() {
    return state.resolve("sessions").resolve(session);
  }

  private static List<String> names(Path folder) {
    String[] names = folder.toFile().list();
    return names == null ? List.of() : List.of(names);
  }

  /** All that are of the session, as far as their environments can be read. */
  private List<Long> carriers() {
    List<Long> found = new ArrayList<>();
    String[] all = new File("/proc").list();
    for (String name : all == null ? new String[0] : all) {
      try {
        if (name.matches("\\d+")
            && Files.readString(Path.of("/proc", name, "environ")).contains("=" + session)) {
          found.add(Long.parseLong(name));
        }
      } catch (IOException e) {
        // Gone, or another user's.
      }
    }
    return found;
  }

  @Test
  void theSentinelRemovesThemWithTheNotes() throws Exception {
    start(state.toString());
    assertThat(names(tmp)).as("all is below the notes").isEmpty();

    kill();

    await("no notes", () -> !Files.exists(notes()));
    assertThat(names(tmp)).isEmpty();
    assertThat(carriers()).isEmpty();
  }

  @Test
  void theNextRuntimeRemovesThemWhereTheSentinelWasKilledToo() throws Exception {
    start(state.toString());
    ProcessHandle sentinel =
        ProcessHandle.of(Notes.read(notes().resolve("leases")).sentinel().pid()).orElseThrow();
    // Stopped, so that it makes no other sentinel.
    new ProcessBuilder("kill", "-s", "STOP", "" + runtime.pid()).start().waitFor();
    await("the runtime is stopped", () -> isStopped(runtime.pid()));
    sentinel.destroyForcibly();
    await("no sentinel", () -> isZombie(sentinel.pid()));
    kill();
    assertThat(notes().resolve("leases")).exists();

    LocalReaper reaper =
        new LocalReaper("own" + session, true, Optional.of(new StateFolder(state)));
    assertThat(reaper.reap(Duration.ofSeconds(1), false).problems()).isEmpty();

    assertThat(notes()).doesNotExist();
    assertThat(names(tmp)).isEmpty();
  }

  /** With all its threads. */
  private static boolean isStopped(long pid) throws Exception {
    for (String thread : names(Path.of("/proc/" + pid + "/task"))) {
      Path stat = Path.of("/proc/" + pid + "/task/" + thread + "/stat");
      try {
        if (!Files.readString(stat).contains(") T ")) {
          return false;
        }
      } catch (IOException e) {
        return false; // it ended just now, so they are not all stopped
      }
    }
    return true;
  }

  /** Its parent is stopped, and does not take note of its end. */
  private static boolean isZombie(long pid) throws Exception {
    return Files.readString(Path.of("/proc/" + pid + "/stat")).contains(") Z ");
  }

  @Test
  void withoutAStateFolderTheSentinelRemovesThemFromTheTemporaryFolder() throws Exception {
    start("");
    assertThat(names(tmp)).hasSize(1);

    kill();

    await("no marks", () -> names(tmp).isEmpty());
    assertThat(carriers()).isEmpty();
  }

  /** A file where the state folder should be: there are no notes, and the runtime goes on. */
  @Test
  void norAreThereAnyWhereNotesCannotBeWritten() throws Exception {
    Files.writeString(state, "");
    start(state.resolve("below").toString());
    assertThat(names(tmp)).hasSize(1);

    kill();

    await("no marks", () -> names(tmp).isEmpty());
  }
}
