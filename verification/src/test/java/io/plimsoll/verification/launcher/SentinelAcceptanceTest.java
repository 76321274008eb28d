package io.plimsoll.verification.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.testkit.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of the commands of a runtime that is killed, by the real launcher script. */
@EnabledOnOs(OS.LINUX)
@Timeout(240)
class SentinelAcceptanceTest {

  /** A plain child, an orphan, a daemon, a deaf one and a stopped one. Each sleeps for its mark. */
  private static final String FAMILY =
      """
      sleep M1 & (sleep M2 &)
      setsid sh -c 'setsid sleep M3 &'
      (trap '' TERM; sleep M4; sleep M4) &
      sh -c 'kill -STOP $$; exec sleep M5' &
      exec sleep M6
      """;

  /** So many groups of others are not removed one after the other. */
  private static final int LOOKS = 50;

  @TempDir private Path temp;
  private Killed place;

  @BeforeAll
  static void buildOnce(@TempDir Path folder) throws Exception {
    Started.run(folder, System.getenv(), "", List.of(Killed.PLIMSOLL.toString(), "--version"));
  }

  @BeforeEach
  void makePlace() {
    place = new Killed(temp);
  }

  @AfterEach
  void endWhatIsLeft() throws InterruptedException {
    place.close();
  }

  /** With the mark in place of each M that a number follows: a trap of TERM stays one. */
  private String marked(String script) {
    return script.replaceAll("M(?=[0-9])", place.mark);
  }

  private void awaitFamily() throws InterruptedException {
    place.await("the family", () -> place.sleepers("").size() == 5 && stopped() == 1);
  }

  private long stopped() {
    return place.marked().stream().filter(SentinelAcceptanceTest::isStopped).count();
  }

  private static boolean isStopped(long pid) {
    try {
      return Files.readString(Path.of("/proc/" + pid + "/stat")).contains(") T ");
    } catch (java.io.IOException e) {
      return false;
    }
  }

  /** The one session there is, once it is noted and watched. */
  private String session() throws InterruptedException {
    place.await("a session", () -> place.sentinels(place.noted()).size() == 1);
    return place.noted().get(0);
  }

  private void awaitNothing(String session) throws Exception {
    long killed = System.nanoTime();
    place.await("all gone", () -> place.marked().isEmpty());
    long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - killed);
    assertThat(seconds).as("seconds until all were gone").isLessThan(30);
    place.await("no notes", () -> place.noted().isEmpty());
    place.await("no sentinel", () -> place.sentinels(List.of(session)).isEmpty());
    // A runtime that was only asked to leave removes its group last.
    Await.await("no group", () -> groups(session).isEmpty());
  }

  /** A group of another may be removed while we look: then it is looked at again. */
  private static List<Path> groups(String session) throws Exception {
    if (!Files.isDirectory(Path.of("/sys/fs/cgroup"))) {
      return List.of();
    }
    for (int looks = 0; ; looks++) {
      try (var found =
          Files.find(
              Path.of("/sys/fs/cgroup"),
              12,
              (path, attributes) -> path.getFileName().toString().equals("plimsoll-" + session))) {
        return found.toList();
      } catch (java.io.UncheckedIOException | java.nio.file.NoSuchFileException e) {
        if (looks == LOOKS) {
          throw e;
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "session", "cookie", "parents"})
  void aKilledRunLeavesNothing(String level) throws Exception {
    String script = marked(FAMILY);
    var run = place.start("", "run", "--grace", "1", "--containment", level, "sh", "-c", script);
    awaitFamily();
    String session = session();
    run.process().destroyForcibly();
    awaitNothing(session);
  }

  @Test
  void aKilledBatchLeavesNothing() throws Exception {
    String script = marked(FAMILY).replace("\n", "\\n");
    String jobs = "{\"command\":[\"sh\",\"-c\",\"" + script + "\"]}\n";
    var batch = place.start(jobs, "batch", "--grace", "1");
    awaitFamily();
    String session = session();
    batch.process().destroyForcibly();
    awaitNothing(session);
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM", "HUP", "QUIT", "KILL"})
  void aSignalForTheWholeProcessGroupEndsAll(String signal) throws Exception {
    var run = place.start("", "run", "--grace", "1", "sh", "-c", marked(FAMILY));
    awaitFamily();
    String session = session();
    Killed.send(signal, "-" + run.process().pid());
    if (signal.equals("QUIT")) { // asks a JVM for its stacks, and ends nothing
      run.process().destroyForcibly();
    }
    awaitNothing(session);
  }

  @Test
  void whereGroupsWorkEvenOneThatDropsItsEnvironmentIsEnded() throws Exception {
    String doctor = Started.run(temp, place.environment, "", doctor()).out();
    String script = marked("env -i setsid sh -c 'sleep M1 &'; exec sleep M2");
    if (!doctor.contains("level cgroup              works")) {
      var refused = place.start("", "run", "--containment", "cgroup", "true").end();
      assertThat(refused.status()).isEqualTo(125);
      assertThat(refused.err()).contains("cgroup");
      return;
    }
    var run = place.start("", "run", "--grace", "1", "--containment", "cgroup", "sh", "-c", script);
    place.await("both", () -> place.sleepers("").size() == 2);
    String session = session();
    assertThat(groups(session)).hasSize(1);
    run.process().destroyForcibly();
    awaitNothing(session);
  }

  private static List<String> doctor() {
    return List.of(Killed.PLIMSOLL.toString(), "doctor");
  }

  @Test
  void whatIsToSurviveLivesOn() throws Exception {
    String first =
        "{\"command\":[\"sh\",\"-c\",\"sleep %s1 >/dev/null 2>&1 &\"],\"survivors\":\"keep\"}\n"
            .formatted(place.mark);
    String second = "{\"command\":[\"sleep\",\"%s2\"]}\n".formatted(place.mark);
    var batch = place.start(first + second, "batch", "-j", "2", "--grace", "1");
    place.await("both", () -> place.sleepers("").size() == 2);
    String session = session();
    Path notes = place.sessions().resolve(session).resolve("leases");
    place.await("a note of it", () -> text(notes).contains("\nK "));
    long survivor = place.sleepers("1").get(0);

    batch.process().destroyForcibly();
    place.await("the other", () -> place.sleepers("2").isEmpty());
    place.await("no notes", () -> place.noted().isEmpty());
    place.await("no sentinel", () -> place.sentinels(List.of(session)).isEmpty());
    assertThat(place.sleepers("1")).containsExactly(survivor);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (java.io.IOException e) {
      return "";
    }
  }

  @Test
  void aCleanEndLeavesNeitherSentinelNorNotesAndEndsNoStranger() throws Exception {
    Process stranger = new ProcessBuilder("sleep", place.mark + "9").start();
    try {
      String script = marked("sleep M1 & until [ -e go ]; do sleep 0.05; done; echo hi");
      var run = place.start("", "run", "sh", "-c", script);
      String session = session();
      Files.createFile(temp.resolve("go"));
      Started ended = run.end();
      assertThat(ended.status()).isZero();
      assertThat(ended.out()).isEqualTo("hi\n");
      assertThat(place.sentinels(List.of(session))).as("it was waited for").isEmpty();
      assertThat(place.noted()).isEmpty();
      assertThat(place.sleepers("1")).isEmpty();
      assertThat(stranger.isAlive()).isTrue();
    } finally {
      stranger.destroyForcibly();
    }
  }

  @Test
  void itHoldsNoFileOfTheRuntimeAndNobodyElseHoldsItsPipe() throws Exception {
    var run = place.start("", "run", "sh", "-c", marked("sleep M1 & exec sleep M2"));
    place.await("both", () -> place.sleepers("").size() == 2);
    long sentinel = place.sentinels(List.of(session())).get(0);
    // The shell that it is holds its libraries open while it begins.
    place.await("no file besides the usual three", () -> links(sentinel).size() == 3);
    var its = links(sentinel);
    assertThat(its).containsEntry("1", "/dev/null").containsEntry("2", "/dev/null");
    String pipe = String.valueOf(its.get("0"));
    assertThat(pipe).startsWith("pipe:");
    for (long child : place.marked()) {
      assertThat(links(child).values()).isNotEmpty().doesNotContain(pipe);
    }
    assertThat(links(run.process().pid()).values()).containsOnlyOnce(pipe);
    assertThat(Files.readSymbolicLink(Path.of("/proc/" + sentinel + "/cwd"))).hasToString("/");
  }

  private static Map<String, String> links(long pid) {
    Map<String, String> links = new TreeMap<>();
    try (var all = Files.list(Path.of("/proc/" + pid + "/fd"))) {
      for (Path link : (Iterable<Path>) all::iterator) {
        try {
          links.put(link.getFileName().toString(), Files.readSymbolicLink(link).toString());
        } catch (NoSuchFileException e) {
          // A runtime opens and closes files all the time; what is closed by now holds nothing.
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return links;
  }

  @Test
  void aKilledSentinelIsReplacedAndTheRuntimeGoesOn() throws Exception {
    var run = place.start("", "run", "--grace", "1", "sh", "-c", marked(FAMILY));
    awaitFamily();
    String session = session();
    List<Long> first = place.sentinels(List.of(session));
    Killed.send("KILL", "" + first.get(0));
    place.await(
        "another sentinel",
        () -> {
          List<Long> now = place.sentinels(List.of(session));
          return now.size() == 1 && !now.equals(first);
        });
    assertThat(run.process().isAlive()).isTrue();
    assertThat(place.noted()).containsExactly(session);
    run.process().destroyForcibly();
    awaitNothing(session);
  }

  /** An inner runtime that never ends by itself; what it leads is marked 2, what is beside it 1. */
  private Started.Going nested(String outerEnd) throws Exception {
    String inner = "'%s' run --grace 1 sh -c '%s'".formatted(Killed.PLIMSOLL, marked(INNER));
    String script = marked("sleep M1 & ") + inner + outerEnd;
    var outer = place.start("", "run", "--grace", "2", "--report", "report", "sh", "-c", script);
    place.await("all", () -> place.sleepers("").size() == 3);
    place.await("two", () -> place.sentinels(place.noted()).size() == 2);
    return outer;
  }

  private static final String INNER =
      "setsid sleep M2 & until [ -e go ]; do sleep 0.05; done & exec sleep M3";

  private long innerRuntime(Started.Going outer) {
    return outer
        .process()
        .toHandle()
        .descendants()
        .filter(each -> each.info().command().orElse("").endsWith("java"))
        .findAny()
        .orElseThrow()
        .pid();
  }

  @Test
  void ofARuntimeWithinAnotherThatIsKilledOnlyItsOwnEnd() throws Exception {
    var outer = nested("; echo $? >inner.status; exec sleep " + place.mark + "4");
    Killed.send("KILL", "" + innerRuntime(outer));
    place.await(
        "what was within", () -> place.sleepers("2").isEmpty() && place.sleepers("3").isEmpty());
    place.await("its end", () -> place.sleepers("4").size() == 1);
    place.await("its notes", () -> place.noted().size() == 1);
    assertThat(place.sleepers("1")).hasSize(1);
    String session = session();
    outer.process().destroyForcibly();
    awaitNothing(session);
  }

  @Test
  void whenTheOuterIsKilledAllOfBothEnd() throws Exception {
    var outer = nested("");
    List<String> both = place.noted();
    outer.process().destroyForcibly();
    place.await("all gone", () -> place.marked().isEmpty());
    place.await("no sentinel", () -> place.sentinels(both).isEmpty());
  }

  @Test
  void theSentinelOfARuntimeWithinIsNoSurvivor() throws Exception {
    String inner = "'" + Killed.PLIMSOLL + "' run sh -c 'echo hi'";
    var outer = place.start("", "run", "--report", "report", "sh", "-c", inner);
    Started ended = outer.end();
    assertThat(ended.status()).as(ended.err()).isZero();
    assertThat(ended.out()).isEqualTo("hi\n");
    assertThat(Files.readString(temp.resolve("report")))
        .contains("\"exitCode\":0")
        .doesNotContain("urvivor");
    assertThat(place.noted()).isEmpty();
  }

  @Test
  void whoReadsTheOutputDoesNotWaitForTheSentinel() throws Exception {
    // The child is deaf and silent: only the sentinel could hold the output while it waits for it.
    String child = marked("trap '' TERM; exec >/dev/null 2>&1 </dev/null; sleep M1; sleep M1");
    ProcessBuilder builder =
        new ProcessBuilder(
                "setsid", Killed.PLIMSOLL.toString(), "run", "--grace", "20", "sh", "-c", child)
            .directory(temp.toFile())
            .redirectErrorStream(true);
    builder.environment().putAll(place.environment);
    Process run = builder.start();
    try {
      place.await("the child", () -> place.sleepers("1").size() == 1);
      Killed.send("KILL", Long.toString(run.pid()));
      run.getInputStream().readAllBytes();
      assertThat(place.marked()).as("still in its grace").isNotEmpty();
    } finally {
      run.destroyForcibly();
    }
  }

  @Test
  void aStateFolderThatCannotBeTrustedIsRefusedInOneLine() throws Exception {
    Path link = Files.createSymbolicLink(temp.resolve("link"), temp);
    place.environment.put("PLIMSOLL_STATE_FOLDER", link.toString());
    Started refused = place.start("", "run", "sh", "-c", "echo ran").end();
    assertThat(refused.status()).isEqualTo(125);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err()).contains("'" + link + "' is a link; must be").hasLineCount(1);
  }

  @Test
  void withoutAHomeTheRuntimeGoesOnAndDoctorSaysSo() throws Exception {
    place.environment.put("XDG_STATE_HOME", "relative/state"); // to be ignored
    place.environment.put("HOME", "/proc/none");
    place.environment.put("JAVA_HOME", System.getProperty("java.home"));
    Started run = place.start("", "run", "sh", "-c", "echo ran").end();
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out()).isEqualTo("ran\n");
    assertThat(run.err()).isEmpty();
    assertThat(temp.resolve("relative")).doesNotExist();
    assertThat(Started.run(temp, place.environment, "", doctor()).out())
        .containsPattern("problem  state folder +/proc/none/.local/state/plimsoll: cannot be made");
  }
}
