package io.plimsoll.process.proc;

import static io.plimsoll.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A start waits for the one before it, however slow that is, but not for one that hangs. */
@Timeout(60)
class StartTurnTest {

  /** Longer than any start takes that only waits for a processor, shorter than one that hangs. */
  private static final Duration SLOW = Duration.ofMillis(500);

  @TempDir private Path folder;
  private final AtomicReference<Thread> starter = new AtomicReference<>();
  private ProcessBuilder slow = new ProcessBuilder();
  private CompletableFuture<Process> first = new CompletableFuture<>();

  /** To open a named pipe takes as long as nobody comes to the other end. */
  @BeforeEach
  void beginOneThatTakesItsTime() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    slow = new ProcessBuilder("cat").redirectInput(pipe.toFile());
    first = begun(slow);
    Thread thread = starter.get();
    await(() -> opens(thread));
  }

  @AfterEach
  void end() throws Exception {
    letGo();
    first.get().destroyForcibly();
  }

  private CompletableFuture<Process> begun(ProcessBuilder builder) {
    CompletableFuture<Process> started = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                started.complete(StartTurn.start(builder));
              } catch (IOException e) {
                started.completeExceptionally(e);
              }
            });
    starter.set(thread);
    thread.setDaemon(true);
    thread.start();
    return started;
  }

  private static boolean opens(Thread thread) {
    for (StackTraceElement each : thread.getStackTrace()) {
      if (each.getMethodName().equals("open0")) {
        return true;
      }
    }
    return false;
  }

  private void letGo() {
    try (RandomAccessFile end = new RandomAccessFile(folder.resolve("pipe").toFile(), "rw")) {
      await(first::isDone);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void whoComesNextWaitsForASlowOne() throws Exception {
    long since = System.nanoTime();
    CompletableFuture<Process> next = begun(new ProcessBuilder("true"));
    await(() -> System.nanoTime() - since > SLOW.toNanos());
    assertThat(next).isNotDone();
    letGo();
    assertThat(next.get().waitFor()).isZero();
  }

  @Test
  void nobodyWaitsForOneThatHangs() throws Exception {
    assertThat(begun(new ProcessBuilder("true")).get().waitFor()).isZero();
    assertThat(first).isNotDone();
  }
}
