package io.plimsoll.verification.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plimsoll.testkit.Await;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What lives on when a runtime and its sentinel are both killed, by the real launcher script. */
@Timeout(240)
class ReapAcceptanceTest {

  private static final String PLIMSOLL = LauncherTest.top().resolve("bin/plimsoll").toString();

  /** One that leaves its parents behind, and one that ignores TERM. */
  private static final String TREE =
      "(setsid sleep 600 >/dev/null 2>&1 & echo $! >a) ; "
          + "sh -c 'trap \"\" TERM; echo $$ >b; while :; do sleep 1; done' & "
          + "echo $$ >c; wait";

  @TempDir private Path temp;
  private Map<String, String> environment = Map.of();
  private Optional<ProcessHandle> runtime = Optional.empty();
  private List<ProcessHandle> orphans = List.of();

  @BeforeAll
  static void buildOnce(@TempDir Path folder) throws Exception {
    Started.run(folder, System.getenv(), "", List.of(PLIMSOLL, "--version"));
  }

  @BeforeEach
  void killRuntimeAndSentinel() throws Exception {
    Map<String, String> all = new HashMap<>(System.getenv());
    all.put("XDG_STATE_HOME", temp.resolve("state").toString());
    all.put("PLIMSOLL_PROCESS_GRACE", "1s");
    environment = Map.copyOf(all);
    Started.Going run =
        Started.start(temp, environment, "", List.of(PLIMSOLL, "run", "--", "sh", "-c", TREE));
    runtime = Optional.of(run.process().toHandle());
    orphans = Stream.of("a", "b", "c").map(name -> await(() -> noted(name))).toList();
    ProcessHandle sentinel = await(() -> sentinel(run.process()));
    assertThat(temp.resolve("state/plimsoll/sessions"))
        .as("the notes are there before the first command is")
        .isDirectoryContaining(folder -> Files.exists(folder.resolve("leases")));
    // Held first: a runtime that loses its sentinel starts another one.
    String pid = Long.toString(run.process().pid());
    assertThat(new ProcessBuilder("kill", "-STOP", pid).start().waitFor()).isZero();
    sentinel.destroyForcibly();
    run.process().destroyForcibly().waitFor();
    await(() -> sentinel.isAlive() ? Optional.empty() : Optional.of(1));
    assertThat(orphans).allMatch(ReapAcceptanceTest::lives);
  }

  @AfterEach
  void end() {
    runtime.ifPresent(ProcessHandle::destroyForcibly);
    orphans.forEach(ProcessHandle::destroyForcibly);
  }

  /** It is a child of the runtime: a runtime that lost it starts another one. */
  private static Optional<ProcessHandle> sentinel(Process runtime) {
    return runtime
        .children()
        .filter(
            child -> {
              try {
                return Files.readString(Path.of("/proc/" + child.pid() + "/cmdline"))
                    .contains("\0plimsoll-sentinel\0");
              } catch (java.io.IOException e) {
                return false;
              }
            })
        .findFirst();
  }

  private Optional<ProcessHandle> noted(String name) {
    try {
      String text = Files.readString(temp.resolve(name)).strip();
      return text.isEmpty() ? Optional.empty() : ProcessHandle.of(Long.parseLong(text));
    } catch (java.io.IOException e) {
      return Optional.empty();
    }
  }

  private int folders() {
    String[] names = temp.resolve("state/plimsoll/sessions").toFile().list();
    return names == null ? 0 : names.length;
  }

  /** One that has ended may wait to be collected. */
  private static boolean lives(ProcessHandle handle) {
    try {
      String stat = Files.readString(Path.of("/proc/" + handle.pid() + "/stat"));
      return handle.isAlive() && !stat.substring(stat.lastIndexOf(')')).startsWith(") Z");
    } catch (java.io.IOException e) {
      return false;
    }
  }

  private static <T> T await(Supplier<Optional<T>> condition) {
    AtomicReference<Optional<T>> found = new AtomicReference<>(Optional.empty());
    Await.await(
        () -> {
          found.set(condition.get());
          return found.get().isPresent();
        });
    return found.get().orElseThrow();
  }

  @Test
  void theNextRunEndsAllOfThem() throws Exception {
    Started next = Started.run(temp, environment, "", List.of(PLIMSOLL, "run", "--", "true"));

    assertThat(next.status()).isZero();
    assertThat(next.out() + next.err()).isEmpty();
    assertThat(orphans).noneMatch(ReapAcceptanceTest::lives);
    assertThat(folders()).isZero();
  }

  @Test
  void reapEndsAllOfThemAndSaysSo() throws Exception {
    Started look = Started.run(temp, environment, "", List.of(PLIMSOLL, "reap", "--dry-run"));
    assertThat(look.status()).isZero();
    assertThat(look.out()).contains("found", "its runtime is gone");
    assertThat(orphans).allMatch(ReapAcceptanceTest::lives);

    Started reap = Started.run(temp, environment, "", List.of(PLIMSOLL, "reap", "--json"));

    assertThat(reap.status()).as(reap.err()).isZero();
    assertThat(orphans).noneMatch(ReapAcceptanceTest::lives);
    JsonNode all = new ObjectMapper().readTree(reap.out());
    assertThat(all).isNotEmpty();
    for (JsonNode each : all) {
      assertThat(each.get("fate").asText()).isEqualTo("ended");
    }
    for (ProcessHandle orphan : orphans) {
      assertThat(all).anySatisfy(e -> assertThat(e.path("pid").asLong()).isEqualTo(orphan.pid()));
    }
    assertThat(folders()).isZero();
    Started again = Started.run(temp, environment, "", List.of(PLIMSOLL, "reap"));
    assertThat(again.out()).isEqualTo("nothing was left behind\n");
  }
}
