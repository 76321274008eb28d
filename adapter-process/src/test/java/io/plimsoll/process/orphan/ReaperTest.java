package io.plimsoll.process.orphan;

import static io.plimsoll.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.port.Reaper.Fate;
import io.plimsoll.port.Reaper.Found;
import io.plimsoll.port.Reaper.Report;
import io.plimsoll.process.orphan.Notes.Known;
import io.plimsoll.process.proc.ProcReader;
import io.plimsoll.process.proc.ProcStat;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a reaper ends and what it never touches, by notes that we forge. */
@Timeout(60)
class ReaperTest {

  private static final Duration GRACE = Duration.ofSeconds(20);
  private static final int SELF = (int) ProcessHandle.current().pid();

  /** No process has this id: it is beyond what the kernel gives out. */
  private static final Known NOBODY_THERE = new Known(99_999_999, 1);

  @TempDir private Path temp;
  private final String session = "dead" + UUID.randomUUID().toString().replace("-", "");
  private final List<Known> started = new ArrayList<>();

  @AfterEach
  void end() {
    for (Known known : started) {
      Optional<ProcessHandle> handle = ProcessHandle.of(known.pid()).filter(h -> isAlive(known));
      handle.ifPresent(each -> each.descendants().forEach(ProcessHandle::destroyForcibly));
      handle.ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  private StateFolder state() {
    return new StateFolder(temp.resolve("state"));
  }

  private LocalReaper reaper() {
    return new LocalReaper("own" + session, true, Optional.of(state()));
  }

  private Report reap() {
    return reaper().reap(GRACE, false);
  }

  /** Starts one that is nobody's child: ours would be spared. */
  private Known start(Map<String, String> environment, String... words) throws Exception {
    List<String> line =
        new ArrayList<>(List.of("sh", "-c", "\"$@\" </dev/null >/dev/null 2>&1 & echo $!", "sh"));
    line.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(line);
    builder.environment().putAll(environment);
    Process shell = builder.start();
    String pid = new String(shell.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    shell.waitFor();
    int number = Integer.parseInt(pid.strip());
    Known known = new Known(number, ticks(number));
    started.add(known);
    return known;
  }

  private static boolean isAlive(Known known) {
    ProcStat stat = new ProcStat(new ProcReader());
    return stat.read(known.pid()) && stat.ticks() == known.ticks() && !stat.gone();
  }

  private Map<String, String> cookie(int number) {
    return Map.of("PLIMSOLL_SESSION", session, "PLIMSOLL_LEASE", session + "-" + number);
  }

  private static String boot() {
    return Ward.bootId(new ProcReader());
  }

  private static long ticks(long pid) {
    ProcStat stat = new ProcStat(new ProcReader());
    assertThat(stat.read((int) pid)).isTrue();
    return stat.ticks();
  }

  /** Leaves notes of an owner behind. */
  private Path notes(Known owner, String boot, String... lines) throws IOException {
    Path folder = state().make(session);
    Files.writeString(folder.resolve("lock"), "");
    Files.writeString(
        folder.resolve("leases"),
        Notes.header(owner.pid(), owner.ticks(), boot, Optional.empty())
            + "\n"
            + String.join("", List.of(lines)));
    return folder;
  }

  private Path dead(String... lines) throws IOException {
    return notes(NOBODY_THERE, boot(), lines);
  }

  private static void assertEnded(Known known) throws InterruptedException {
    await(() -> !isAlive(known));
  }

  private static List<Fate> fates(Report report) {
    return report.sessions().stream()
        .flatMap(each -> each.processes().stream())
        .map(Found::fate)
        .toList();
  }

  @Test
  void whoCarriesADeadSessionIsEndedAndItsNotesAreRemoved() throws Exception {
    Known bySession = start(Map.of("PLIMSOLL_SESSION", session), "sleep", "60");
    Known byLease = start(Map.of("PLIMSOLL_LEASE", session + "-1"), "sleep", "60");
    Known byOuter = start(Map.of("PLIMSOLL_OUTER", "x-1:" + session + "-2"), "sleep", "60");
    Path folder = dead("S " + session + "-1 " + byLease.pid() + " 1 sleep\n");

    assertThat(reaper().due()).isTrue();
    Report report = reap();

    for (Known process : List.of(bySession, byLease, byOuter)) {
      assertEnded(process);
    }
    assertThat(report.clean()).isTrue();
    assertThat(report.sessions())
        .singleElement()
        .satisfies(s -> assertThat(s.owner()).isPositive());
    assertThat(fates(report)).containsExactly(Fate.ENDED, Fate.ENDED, Fate.ENDED);
    assertThat(folder).doesNotExist();
    assertThat(reaper().due()).isFalse();
  }

  @Test
  void aDescendantThatWashedItsEnvironmentEndsToo() throws Exception {
    Known parent = start(cookie(1), "sh", "-c", "env -i /bin/sleep 60 & echo $! >&2; wait", "sh");
    dead();
    ProcessHandle above = ProcessHandle.of(parent.pid()).orElseThrow();
    await(() -> above.descendants().anyMatch(ReaperTest::sleeps));
    List<Known> below =
        above
            .descendants()
            .map(handle -> new Known((int) handle.pid(), ticks(handle.pid())))
            .toList();

    assertThat(reap().clean()).isTrue();

    assertEnded(parent);
    for (Known known : below) {
      assertEnded(known);
    }
  }

  private static boolean sleeps(ProcessHandle handle) {
    return handle.info().command().orElse("").endsWith("sleep")
        && handle.info().arguments().isPresent();
  }

  @Test
  void whoIgnoresTermIsKilledAfterTheGraceAlsoWhenStopped() throws Exception {
    Known deaf = start(cookie(1), "sh", "-c", "trap '' TERM; while :; do sleep 1; done");
    Known stopped = start(cookie(2), "sh", "-c", "kill -s STOP $$; sleep 60");
    dead();
    await(() -> isStopped(stopped.pid()));

    Report report = reaper().reap(Duration.ofMillis(300), false);

    assertEnded(deaf);
    assertEnded(stopped);
    assertThat(report.clean()).isTrue();
  }

  private static boolean isStopped(long pid) {
    ProcStat stat = new ProcStat(new ProcReader());
    return stat.read((int) pid) && stat.stopped();
  }

  @Test
  void aStrangerWithTheNotedIdAndStartButNoCookieIsNotTouched() throws Exception {
    Known stranger = start(Map.of(), "sleep", "60");
    dead(
        "S %s-1 %d %d sleep\n".formatted(session, stranger.pid(), ticks(stranger.pid())),
        "W %d %d\n".formatted(stranger.pid(), ticks(stranger.pid())));

    Report report = reap();

    assertThat(isAlive(stranger)).isTrue();
    assertThat(report.clean()).isTrue();
    assertThat(fates(report)).isEmpty();
  }

  @Test
  void whatLooksLikeTheSessionButIsNotIsNotTouched() throws Exception {
    Known longer = start(Map.of("PLIMSOLL_SESSION", session + "0"), "sleep", "60");
    Known lease = start(Map.of("PLIMSOLL_LEASE", session + "-x-1"), "sleep", "60");
    Known other = start(Map.of("X_PLIMSOLL_SESSION", session), "sleep", "60");
    dead();

    assertThat(fates(reap())).isEmpty();
    assertThat(List.of(longer, lease, other)).allMatch(ReaperTest::isAlive);
  }

  @Test
  void aSessionWhoseOwnerLivesIsNotTouched() throws Exception {
    Known carrier = start(cookie(1), "sleep", "60");
    Path folder = notes(new Known(SELF, ticks(SELF)), boot());

    assertThat(reaper().due()).isFalse();
    assertThat(reap().sessions()).isEmpty();
    assertThat(isAlive(carrier)).isTrue();
    assertThat(folder.resolve("leases")).exists();
  }

  @Test
  void anOwnerIsGoneWhenItsIdIsAnothersNowOrTheMachineWasStartedAnew() throws Exception {
    Known first = start(cookie(1), "sleep", "60");
    notes(new Known(SELF, ticks(SELF) + 1), boot());
    assertThat(fates(reap())).containsExactly(Fate.ENDED);
    assertEnded(first);

    Known second = start(cookie(2), "sleep", "60");
    notes(new Known(SELF, ticks(SELF)), "0000-beef");
    assertThat(fates(reap())).containsExactly(Fate.ENDED);
    assertEnded(second);
  }

  @Test
  void aSessionThatIsLockedIsNotTouched() throws Exception {
    Known carrier = start(cookie(1), "sleep", "60");
    Path folder = dead();
    try (RandomAccessFile file = new RandomAccessFile(folder.resolve("lock").toFile(), "rw");
        var lock = file.getChannel().lock()) {
      assertThat(lock.isValid()).isTrue();
      assertThat(reap().sessions()).isEmpty();
      assertThat(reaper().reap(GRACE, true).sessions()).isEmpty();
    }
    assertThat(isAlive(carrier)).isTrue();
    assertThat(folder.resolve("leases")).exists();
    assertThat(fates(reap())).containsExactly(Fate.ENDED);
  }

  @Test
  void aKeptLeaseLivesOn() throws Exception {
    Known kept = start(cookie(1), "sleep", "60");
    Known other = start(cookie(11), "sleep", "60");
    Path folder = dead("S %s-1 1 1 x\n".formatted(session), "K %s-1\n".formatted(session));

    Report report = reap();

    assertEnded(other);
    assertThat(isAlive(kept)).isTrue();
    assertThat(report.clean()).isTrue();
    assertThat(fates(report)).containsExactlyInAnyOrder(Fate.KEPT, Fate.ENDED);
    assertThat(folder).doesNotExist();
  }

  @Test
  void whoCarriesTheSessionThatAsksIsNotTouched() throws Exception {
    Known ours =
        start(
            Map.of("PLIMSOLL_SESSION", "own" + session, "PLIMSOLL_OUTER", session + "-1"),
            "sleep",
            "60");
    dead();
    assertThat(fates(reap())).isEmpty();
    assertThat(isAlive(ours)).isTrue();
  }

  @Test
  void aDryRunOnlyLooks() throws Exception {
    Known carrier = start(cookie(1), "sleep", "60");
    Path folder = dead("torn lin");
    Files.delete(folder.resolve("lock"));

    Report report = reaper().reap(GRACE, true);

    assertThat(fates(report)).containsExactly(Fate.FOUND);
    assertThat(isAlive(carrier)).isTrue();
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(folder.resolve("leases"));
    }
  }

  @Test
  void damagedNotesAreToldInWordsAndEndNobody() throws Exception {
    Known carrier = start(cookie(1), "sleep", "60");
    Path folder = dead();
    Path leases = folder.resolve("leases");
    Path elsewhere = Files.copy(leases, temp.resolve("elsewhere"));
    List<Damage> damages =
        List.of(
            () -> Files.writeString(leases, "\u0000\u0001garbage\n\n\u00ff"),
            () -> Files.writeString(leases, ""),
            () -> Files.writeString(leases, "plimsoll-leases 1 99999999 1"),
            () -> Files.writeString(leases, "plimsoll-leases 2 99999999 1 boot\n"),
            () -> Files.writeString(leases, Files.readString(elsewhere) + "Q what\n"),
            () -> huge(leases, Files.readString(elsewhere)),
            () -> {
              Files.delete(leases);
              Files.createDirectory(leases);
            },
            () -> {
              Files.delete(leases);
              Files.createSymbolicLink(leases, elsewhere);
            });
    for (Damage damage : damages) {
      damage.run();
      Report report = reap();
      assertThat(report.problems())
          .singleElement()
          .asString()
          .startsWith("state.folder: ")
          .contains(folder.toString(), "; must ", "remove '")
          .doesNotContain("Exception");
      assertThat(report.clean()).isFalse();
      assertThat(isAlive(carrier)).isTrue();
    }
  }

  private interface Damage {
    void run() throws IOException;
  }

  private static void huge(Path file, String start) throws IOException {
    Files.writeString(file, start);
    try (RandomAccessFile all = new RandomAccessFile(file.toFile(), "rw")) {
      all.setLength(100 << 20);
    }
  }

  @Test
  void aLastLineThatWasCutOffIsNoDamage() throws Exception {
    dead("S " + session + "-1 12 34 sle");
    assertThat(reap().clean()).isTrue();
  }

  @Test
  void whatIsNoFolderOfASessionIsTold() throws Exception {
    Path folder = dead();
    Path link = Files.createSymbolicLink(folder.resolveSibling("link"), folder);
    Path odd = Files.createFile(folder.resolveSibling("no_session"));

    Report report = reap();

    assertThat(report.problems())
        .hasSize(2)
        .anySatisfy(words -> assertThat(words).contains(link.toString()))
        .anySatisfy(words -> assertThat(words).contains(odd.toString()));
    assertThat(report.sessions()).hasSize(1);
    assertThat(folder).doesNotExist();
  }

  @Test
  void aForeignFileInTheFolderStays() throws Exception {
    Path folder = dead();
    Path mine = Files.writeString(folder.resolve("mine"), "x");
    assertThat(reap().problems()).singleElement().asString().contains("not a runtime's");
    assertThat(mine).exists();
  }

  @Test
  void marksGoWithTheNotesButNothingElseAndNoLink() throws Exception {
    Path folder = dead();
    Path marks = Files.createDirectory(folder.resolve("marks"));
    Files.createFile(marks.resolve("1"));
    Path mine = Files.createFile(marks.resolve("1a"));
    assertThat(reap().problems()).singleElement().asString().contains("not a runtime's");
    try (var left = Files.list(marks)) {
      assertThat(left).containsExactly(mine);
    }

    Path elsewhere = Files.createDirectory(temp.resolve("elsewhere"));
    Path kept = Files.createFile(elsewhere.resolve("1"));
    Files.delete(mine);
    Files.delete(marks);
    Files.createSymbolicLink(marks, elsewhere);
    age(folder);
    assertThat(reap().problems()).singleElement().asString().contains("not a runtime's");
    assertThat(kept).exists();

    Files.delete(marks);
    age(folder);
    assertThat(reap().clean()).isTrue();
    assertThat(folder).doesNotExist();
  }

  @Test
  void aYoungFolderWithoutAnOwnerIsLeftAloneAndAnOldOneIsRemovedUnlessSomebodyCarriesIt()
      throws Exception {
    Path folder = state().make(session);
    assertThat(reaper().due()).isFalse();
    assertThat(reap()).isEqualTo(new Report(List.of(), List.of()));
    assertThat(folder).exists();

    Known carrier = start(cookie(1), "sleep", "60");
    age(folder);
    assertThat(reaper().due()).isTrue();
    assertThat(reap().problems()).singleElement().asString().contains("process " + carrier.pid());
    assertThat(isAlive(carrier)).isTrue();

    ProcessHandle.of(carrier.pid()).ifPresent(ProcessHandle::destroyForcibly);
    assertEnded(carrier);
    age(folder);
    assertThat(reap().clean()).isTrue();
    assertThat(folder).doesNotExist();
  }

  private static void age(Path folder) throws IOException {
    Files.setLastModifiedTime(folder, FileTime.from(Instant.now().minusSeconds(120)));
  }

  @Test
  void aNotedGroupThatIsNoControlGroupOfTheSessionMeansNothing() throws Exception {
    Known stranger = start(Map.of(), "sleep", "60");
    Path group = Files.createDirectory(temp.resolve("plimsoll-" + session));
    Files.writeString(group.resolve("cgroup.procs"), stranger.pid() + "\n");
    Path folder = dead();
    Files.writeString(
        folder.resolve("leases"),
        Notes.header(NOBODY_THERE.pid(), 1, boot(), Optional.of(group)) + "\n");

    assertThat(fates(reap())).isEmpty();
    assertThat(isAlive(stranger)).isTrue();
    assertThat(group).exists();
  }

  @Test
  void anInterruptCutsItShortAndLeavesTheNotes() throws Exception {
    start(cookie(1), "sh", "-c", "trap '' TERM; while :; do sleep 1; done");
    Path folder = dead();
    Thread.currentThread().interrupt();
    Report report = reap();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(report.clean()).isFalse();
    assertThat(folder.resolve("leases")).exists();
  }
}
