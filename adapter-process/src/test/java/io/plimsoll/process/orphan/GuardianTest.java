package io.plimsoll.process.orphan;

import static io.plimsoll.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.port.Threads;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is in place before a runtime starts its first command. */
@Timeout(60)
class GuardianTest {

  @TempDir private Path temp;
  private final String session = "kept" + UUID.randomUUID().toString().replace("-", "");

  private Guardian guardian() {
    return guardian(Optional.empty(), Threads.uncounted());
  }

  private Guardian guardian(Optional<Path> group, Threads threads) {
    Ward ward =
        new Ward(
            session,
            System.getenv(),
            true,
            Duration.ofSeconds(1),
            Optional.of(new StateFolder(temp.resolve("state"))),
            group);
    return new Guardian(ward, threads);
  }

  /** A runtime and its sentinel that are killed at once leave nothing but these notes. */
  @Test
  void readyMeansThatTheNotesSayWhoseTheSessionIs() throws Exception {
    Path leases = temp.resolve("state/sessions").resolve(session).resolve("leases");
    try (Guardian guardian = guardian()) {
      guardian.ready();

      Notes notes = Notes.read(leases);
      assertThat(notes.owned()).isTrue();
      assertThat((long) notes.owner().pid()).isEqualTo(ProcessHandle.current().pid());
      assertThat(ProcessHandle.of(notes.sentinel().pid())).isPresent();
    }
    assertThat(leases).doesNotExist();
  }

  @Test
  void readyDoesNotFailWhereNotesCannotBeWritten() throws Exception {
    Files.writeString(temp.resolve("state"), "a file where the folder should be");
    try (Guardian guardian = guardian()) {
      guardian.ready();

      // It becomes a shell in a moment of its own.
      await(() -> ProcessHandle.current().children().anyMatch(GuardianTest::isSentinel));
    }
  }

  /** A sentinel that is killed is followed by another, and the notes name that one. */
  @Test
  void theNotesNameTheSentinelThatFollowsAKilledOne() throws Exception {
    Path leases = temp.resolve("state/sessions").resolve(session).resolve("leases");
    try (Guardian guardian = guardian()) {
      guardian.ready();
      int first = Notes.read(leases).sentinel().pid();
      ProcessHandle.of(first).orElseThrow().destroyForcibly();

      await(() -> Notes.read(leases).sentinel().pid() != first);
      int second = Notes.read(leases).sentinel().pid();
      assertThat(ProcessHandle.of(second)).isPresent();
    }
  }

  @Test
  void withoutAThreadForTheSentinelTheNextStartTriesAgain() throws Exception {
    AtomicBoolean lacking = new AtomicBoolean(true);
    long most = 1L << 47; // more than there is: the start throws an OutOfMemoryError
    Threads threads =
        (name, task) -> new Thread(null, task, name, lacking.getAndSet(false) ? most : 0);
    try (Guardian guardian = guardian(Optional.empty(), threads)) {
      guardian.ready();
      assertThat(guardian.isReady()).isFalse();

      guardian.ready();

      assertThat(guardian.isReady()).isTrue();
      assertSentinelIsNoted();
    }
  }

  @Test
  void whatGoesWrongWithASentinelIsKnownAtOnceAndTheNextStartTriesAgain() throws Exception {
    AtomicBoolean lacking = new AtomicBoolean(true);
    Path plain = temp.resolve("group");
    Path group =
        (Path)
            Proxy.newProxyInstance(
                Path.class.getClassLoader(),
                new Class<?>[] {Path.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("toString") && lacking.getAndSet(false)) {
                    throw new OutOfMemoryError("on purpose");
                  }
                  return method.invoke(plain, arguments);
                });
    try (Guardian guardian = guardian(Optional.of(group), Threads.uncounted())) {
      guardian.ready();
      assertThat(lacking).isFalse();

      guardian.ready();

      assertThat(guardian.isReady()).isTrue();
      assertSentinelIsNoted();
    }
  }

  private void assertSentinelIsNoted() throws Exception {
    Path leases = temp.resolve("state/sessions").resolve(session).resolve("leases");
    assertThat(ProcessHandle.of(Notes.read(leases).sentinel().pid())).isPresent();
  }

  private static boolean isSentinel(ProcessHandle child) {
    try {
      return Files.readString(Path.of("/proc/" + child.pid() + "/cmdline"))
          .contains("\0" + Sentinel.NAME + "\0");
    } catch (java.io.IOException e) {
      return false; // gone
    }
  }
}
