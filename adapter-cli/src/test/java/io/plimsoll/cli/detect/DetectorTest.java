package io.plimsoll.cli.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.testkit.VirtualTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DetectorTest {

  @TempDir Path temp;

  private final VirtualTime time = new VirtualTime();
  private final AtomicInteger asked = new AtomicInteger();
  private final FakeCache<Known> cache = new FakeCache<>();
  private Path root;
  private Detector detector;

  @BeforeEach
  void make() throws IOException {
    root = temp.toRealPath();
    detector = detector(path -> Version.of("1." + asked.incrementAndGet()));
  }

  private Detector detector(Detector.Asking asking) {
    String path = root.resolve("a") + ":" + root.resolve("b");
    Map<String, String> environment = Map.of("PATH", path, "HOME", root.toString());
    return new Detector(new Surroundings(environment, root), cache, asking, time);
  }

  private String version(String name) throws InterruptedException {
    return ((Deployment.Found) detector.detect(name)).version().text();
  }

  @Test
  void aToolThatStaysTheSameIsAskedOnce() throws Exception {
    Path tool = Trees.script(root.resolve("a/tool"), "");
    for (int i = 0; i < 100; i++) {
      assertThat(version("tool")).isEqualTo("1.1");
      time.advance(Duration.ofSeconds(5));
    }
    Deployment.Found found = (Deployment.Found) detector.detect("tool");
    assertThat(found.path()).isEqualTo(tool);
    assertThat(found.real()).isEqualTo(tool);
    assertThat(found.kind()).isEqualTo(Kind.USER);
    assertThat(asked).hasValue(1);
  }

  @Test
  void aFileThatWasChangedIsAskedAnew() throws Exception {
    Path tool = Trees.script(root.resolve("a/tool"), "");
    assertThat(version("tool")).isEqualTo("1.1");
    Files.setLastModifiedTime(tool, FileTime.fromMillis(1_000));
    assertThat(version("tool")).isEqualTo("1.2");
    assertThat(version("tool")).isEqualTo("1.2");
  }

  @Test
  void aFileThatWasReplacedByOneOfTheSameSizeAndTimeIsAskedAnew() throws Exception {
    Path tool = Trees.script(root.resolve("a/tool"), "one");
    FileTime then = FileTime.fromMillis(1_000_000);
    Files.setLastModifiedTime(tool, then);
    assertThat(version("tool")).isEqualTo("1.1");
    Path other = Trees.script(root.resolve("a/other"), "two");
    Files.setLastModifiedTime(other, then);
    Files.move(other, tool, StandardCopyOption.REPLACE_EXISTING);
    assertThat(version("tool")).isEqualTo("1.2");
  }

  @Test
  void aLinkThatLeadsElsewhereIsAskedAnew() throws Exception {
    Path one = Trees.script(root.resolve("v1/tool"), "");
    Path two = Trees.script(root.resolve("v2/tool"), "");
    Path link = Trees.link(root.resolve("a/tool"), one);
    assertThat(version("tool")).isEqualTo("1.1");
    Files.delete(link);
    Trees.link(link, two);
    assertThat(version("tool")).isEqualTo("1.2");
    assertThat(((Deployment.Found) detector.detect("tool")).real()).isEqualTo(two);
  }

  @Test
  void aToolThatComesBeforeItOnPathIsSeenAtOnceAndOneThatVanishesToo() throws Exception {
    Path second = Trees.script(root.resolve("b/tool"), "");
    assertThat(version("tool")).isEqualTo("1.1");
    Path first = Trees.script(root.resolve("a/tool"), "");
    Deployment.Found found = (Deployment.Found) detector.detect("tool");
    assertThat(found.path()).isEqualTo(first);
    assertThat(found.shadowed()).containsExactly(second);
    Files.delete(first);
    assertThat(((Deployment.Found) detector.detect("tool")).path()).isEqualTo(second);
    Files.delete(second);
    assertThat(detector.detect("tool")).isInstanceOf(Deployment.Missing.class);
  }

  @Test
  void whatIsShadowedIsNeverOld() throws Exception {
    Trees.script(root.resolve("a/tool"), "");
    assertThat(((Deployment.Found) detector.detect("tool")).shadowed()).isEmpty();
    Path second = Trees.script(root.resolve("b/tool"), "");
    assertThat(((Deployment.Found) detector.detect("tool")).shadowed()).containsExactly(second);
    assertThat(asked).hasValue(1);
  }

  @Test
  void aMissingToolIsRememberedForFiveSecondsAndThenFound() throws Exception {
    assertThat(detector.detect("tool"))
        .isEqualTo(
            new Deployment.Missing(
                "tool", "in none of the 2 folders of PATH: %s/a, %s/b".formatted(root, root)));
    Trees.script(root.resolve("a/tool"), "");
    time.advance(Detector.SHORTLY.minusNanos(1));
    assertThat(detector.detect("tool")).isInstanceOf(Deployment.Missing.class);
    time.advance(Duration.ofNanos(1));
    assertThat(version("tool")).isEqualTo("1.1");
  }

  @Test
  void aReasonThatMayPassIsAskedAgainAfterFiveSecondsAndOneThatStaysIsNot() throws Exception {
    Trees.script(root.resolve("a/tool"), "");
    detector =
        detector(
            path ->
                asked.incrementAndGet() == 1 ? Version.unclear("too slow") : Version.none("none"));
    assertThat(version("tool")).isEqualTo("too slow");
    assertThat(version("tool")).isEqualTo("too slow");
    time.advance(Detector.SHORTLY);
    assertThat(version("tool")).isEqualTo("none");
    time.advance(Duration.ofMinutes(5));
    assertThat(version("tool")).isEqualTo("none");
    assertThat(asked).hasValue(2);
  }

  @Test
  void aFileThatDecidesBesideTheToolIsWatchedEvenBeforeItIsThere() throws Exception {
    Trees.script(root.resolve(".pyenv/shims/python3"), "");
    String shim = ".pyenv/shims/python3";
    assertThat(version(shim)).isEqualTo("1.1");
    Trees.write(root.resolve(".python-version"), "3.11.7\n");
    assertThat(version(shim)).isEqualTo("1.2");
    assertThat(((Deployment.Found) detector.detect(shim)).evidence())
        .anyMatch(words -> words.contains("says 3.11.7"));
    assertThat(asked).hasValue(2);
  }

  @Test
  void allWhoAskAtOnceWaitForOneAnswer() throws Exception {
    Trees.script(root.resolve("a/tool"), "");
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    detector =
        detector(
            path -> {
              begun.countDown();
              assertThat(go.await(20, TimeUnit.SECONDS)).isTrue();
              return Version.of("1." + asked.incrementAndGet());
            });
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<String>> answers = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        answers.add(threads.submit(() -> version("tool")));
      }
      assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
      go.countDown();
      for (Future<String> answer : answers) {
        assertThat(answer.get(20, TimeUnit.SECONDS)).isEqualTo("1.1");
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(asked).hasValue(1);
  }

  @Test
  void allWhoSeeThatAnAnswerIsOldAskOnceAgain() throws Exception {
    Path tool = Trees.script(root.resolve("a/tool"), "");
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      for (int round = 1; round <= 20; round++) {
        assertThat(version("tool")).isEqualTo("1." + round);
        Files.setLastModifiedTime(tool, FileTime.fromMillis(round * 1_000L));
        List<Future<String>> answers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
          answers.add(threads.submit(() -> version("tool")));
        }
        for (Future<String> answer : answers) {
          assertThat(answer.get(20, TimeUnit.SECONDS)).isEqualTo("1." + (round + 1));
        }
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void theWeightGrowsWithWhatIsRemembered() {
    Known small = new Known.Missing("x", 0);
    Known large = new Known.Missing("x".repeat(10_000), 0);
    assertThat(Known.bytes("n", large) - Known.bytes("n", small)).isEqualTo(2 * 9_999);
  }
}
