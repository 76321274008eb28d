package io.plimsoll.process.cgroup;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A control group is read, ended and removed with those below it; plain files stand for it. */
class GroupFolderTest {

  @TempDir Path folder;

  private Path group(String name, String pids) throws IOException {
    Path group = Files.createDirectories(folder.resolve(name));
    Files.writeString(group.resolve("cgroup.procs"), pids);
    return group;
  }

  @Test
  void itsProcessesAreThoseBelowItTooAndNobodyTwice() throws IOException {
    group("", "10\n11\n");
    group("a", "12\n");
    group("a/b", "13\n10\n");
    assertThat(new GroupFolder(folder).pids()).containsExactlyInAnyOrder(10, 11, 12, 13);
  }

  @Test
  void whoCannotBeSeenFromHereIsNoProcess() throws IOException {
    group("", "0\n1\n0\n42\n");
    assertThat(new GroupFolder(folder).pids()).containsExactly(42);
  }

  @Test
  void withoutGroupsBelowItNoneAreLookedFor() throws IOException {
    group("", "10\n");
    group("a", "12\n");
    Files.writeString(folder.resolve("cgroup.stat"), "nr_descendants 0\nnr_dying_descendants 3\n");
    assertThat(new GroupFolder(folder).pids()).containsExactly(10);
  }

  @Test
  void whereTheKernelCannotEndAGroupThatIsSaidAndNoFileIsMade() throws IOException {
    group("", "10\n");
    assertThat(new GroupFolder(folder).kill()).isFalse();
    assertThat(folder.resolve("cgroup.kill")).doesNotExist();
    LeaseGroup lease = new LeaseGroup(new GroupFolder(folder), new SessionGroup(folder), true);
    assertThat(lease.canBeKilled()).isFalse();
    assertThat(lease.killSparing(11, 10)).isFalse();
    assertThat(lease.shut()).as("somebody is in it").isFalse();
  }

  @Test
  void theKernelEndsAGroupUnlessTheSparedOneIsInIt() throws IOException {
    group("", "10\n");
    Path kill = Files.writeString(folder.resolve("cgroup.kill"), "");
    LeaseGroup lease = new LeaseGroup(new GroupFolder(folder), new SessionGroup(folder), true);
    assertThat(lease.killSparing(10, 10)).isFalse();
    assertThat(kill).content().isEmpty();
    assertThat(lease.killSparing(11, 12)).as("the command has not joined yet").isFalse();
    assertThat(kill).content().isEqualTo("1");
    assertThat(lease.killSparing(11, 10)).isTrue();
  }

  /** Nobody asks who is in it: its list is not there. */
  @Test
  void theKernelEndsAGroupUnlessThisProcessMayBeInOneOfTheSession() throws IOException {
    Path session = Files.createDirectory(folder.resolve("plimsoll-5e55"));
    Path kill = Files.writeString(session.resolve("cgroup.kill"), "");
    Path own = folder.resolve("own");
    try (SessionGroup groups = new SessionGroup(session, own.toFile())) {
      LeaseGroup lease = new LeaseGroup(new GroupFolder(session), groups, true);
      assertThat(lease.killFromElsewhere()).as("not told").isFalse();
      for (String inside :
          List.of(
              "",
              "1:name=systemd:/\n0::/plimsoll-5e55/a-1\n",
              "0::/../plimsoll-5e55/a-1\n",
              "0::/" + "x".repeat(OwnPlace.MOST_BYTES))) {
        Files.writeString(own, inside);
        assertThat(lease.killFromElsewhere()).as(inside).isFalse();
        assertThat(lease.killFromElsewhere()).as(inside).isFalse();
      }
      assertThat(kill).content().isEmpty();

      Files.writeString(own, "0::/user.slice\n");
      assertThat(lease.killFromElsewhere()).isTrue();
      assertThat(kill).content().isEqualTo("1");
      assertThat(lease.killFromElsewhere()).isTrue();

      Files.writeString(own, "0::/plimsoll-5e55/b-2\n");
      assertThat(lease.killFromElsewhere()).as("moved into one").isFalse();
      Files.writeString(own, "0::/user.slice\n");
      assertThat(lease.killFromElsewhere()).as("and out of it").isTrue();
      LeaseGroup gone = new LeaseGroup(new GroupFolder(folder.resolve("gone")), groups, true);
      assertThat(gone.killFromElsewhere()).as("it is not there").isFalse();
    }
    Files.delete(kill);
    try (SessionGroup groups = new SessionGroup(session, own.toFile())) {
      LeaseGroup lease = new LeaseGroup(new GroupFolder(session), groups, true);
      assertThat(lease.killFromElsewhere()).as("an older kernel").isFalse();
      assertThat(kill).doesNotExist();
    }
  }

  @Test
  void itHoldsOneOnlyWhereNobodyElseIsInItAndNoGroupBelowIt() throws IOException {
    group("", "10\n");
    Path stat = Files.writeString(folder.resolve("cgroup.stat"), "nr_descendants 0\n");
    GroupFiles group = new GroupFiles(new GroupFolder(folder));
    assertThat(group.holdsOnly(10)).isTrue();
    assertThat(group.holdsOnly(1)).isFalse();
    Files.writeString(stat, "nr_descendants 1\n");
    assertThat(group.holdsOnly(10)).isFalse();
    Files.writeString(stat, "nr_descendants 0\n");
    group("", "10\n11\n");
    assertThat(group.holdsOnly(10)).isFalse();
    group.close();
    assertThat(group.holdsOnly(10)).isFalse();
    assertThat(new GroupFiles(new GroupFolder(folder.resolve("gone"))).holdsOnly(10)).isFalse();
  }

  /** What stays open tells of the moment in which it is read, as what is opened for it does. */
  @Test
  void whatStaysOpenTellsWhoIsThereNow() throws IOException {
    group("", "10\n");
    Path stat = Files.writeString(folder.resolve("cgroup.stat"), "nr_descendants 0\n");
    try (GroupFiles files = new GroupFiles(new GroupFolder(folder))) {
      assertThat(files.pids()).containsExactly(10);
      group("", "");
      assertThat(files.pids()).isEmpty();
      group("", "11\n12\n");
      assertThat(files.pids()).containsExactly(11, 12);
      group("", IntStream.range(1_000, 1_200).mapToObj(pid -> pid + "\n").collect(joining()));
      assertThat(files.pids()).as("more than it keeps room for").hasSize(200);
      group("", "10\n");
      group("a", "12\n");
      Files.writeString(stat, "nr_descendants 1\n");
      assertThat(files.pids()).containsExactlyInAnyOrder(10, 12);
      files.close();
      assertThat(files.pids()).as("by the usual way").containsExactlyInAnyOrder(10, 12);
    }
  }

  @Test
  void whatIsGoneHasNoProcessesAndIsRemoved() {
    GroupFolder gone = new GroupFolder(folder.resolve("gone"));
    assertThat(gone.pids()).isEmpty();
    assertThat(gone.kill()).isFalse();
    assertThat(gone.read("cgroup.type")).isEmpty();
    assertThat(gone.remove()).isTrue();
  }

  /** A process that was killed leaves the list before it lets go of its files. */
  @Test
  void whoIsDyingIsListedNoMoreAndStillThere() throws IOException {
    group("", "");
    GroupFolder group = new GroupFolder(folder);
    assertThat(group.populated()).as("nobody says so").isFalse();
    Files.writeString(folder.resolve("cgroup.events"), "populated 1\nfrozen 0\n");
    assertThat(group.pids()).isEmpty();
    assertThat(group.populated()).isTrue();
    Files.writeString(folder.resolve("cgroup.events"), "populated 0\nfrozen 0\n");
    assertThat(group.populated()).isFalse();
  }

  @Test
  void theDeepestAreRemovedFirst() throws IOException {
    Files.createDirectories(folder.resolve("g/a/b"));
    Files.createDirectories(folder.resolve("g/c"));
    assertThat(new GroupFolder(folder.resolve("g")).remove()).isTrue();
  }

  /** Closes one that cannot be removed before what is answered is deleted. */
  private static Path closedWhileHeld(LeaseGroup group) throws IOException {
    Path holds = Files.writeString(group.folder().resolve("held"), "");
    group.close();
    return holds;
  }

  @Test
  void aLeaseThatIsNotEmptyYetIsRemovedWithALaterOne() throws IOException {
    SessionGroup session = new SessionGroup(folder.resolve("plimsoll-s"));
    LeaseGroup first = session.open("s-1");
    Path holds = closedWhileHeld(first);
    assertThat(first.folder()).exists();

    Files.delete(holds);
    LeaseGroup second = session.open("s-2");
    assertThat(first.folder()).doesNotExist();
    second.close();
    session.close();
    assertThat(session.folder()).doesNotExist();
  }

  @Test
  void whatACommandIsBornInGoesOnceNobodyIsLeft() throws IOException {
    SessionGroup session = new SessionGroup(folder.resolve("plimsoll-s"));
    LeaseGroup born = session.openForBirth("s-1");
    Path events = Files.writeString(born.folder().resolve("cgroup.events"), "populated 1\n");
    Path procs = Files.writeString(born.folder().resolve("cgroup.procs"), "12\n");
    assertThat(born.inside(true)).containsExactly(12);
    assertThat(born.inside(false)).as("somebody is left").containsExactly(12);
    Files.delete(procs);
    Files.delete(events);
    assertThat(born.inside(true)).isNull();
    assertThat(born.folder()).as("its command may be about to be born").exists();
    assertThat(born.inside(false)).isNull();
    assertThat(born.folder()).doesNotExist();
    born.close();
    assertThat(born.inside(false)).isNull();

    LeaseGroup joined = session.open("s-2");
    assertThat(joined.inside(false)).isNull();
    assertThat(joined.folder()).as("what was noted there is asked for later").exists();
    joined.close();
    session.close();
    assertThat(session.folder()).doesNotExist();
  }

  /** As where a hub is killed that was forking a command, which is started another way then. */
  @Test
  void aGroupThatIsUsedAgainIsNotRemovedAsALateOne() throws IOException {
    SessionGroup session = new SessionGroup(folder.resolve("plimsoll-s"));
    Path othersHold = closedWhileHeld(session.open("s-0"));
    Path holds = closedWhileHeld(session.openForBirth("s-1"));
    LeaseGroup again = session.open("s-1");
    Files.delete(holds);
    session.open("s-2").close();
    session.open("s-3").close();
    assertThat(again.folder()).isDirectory();

    Files.delete(othersHold);
    again.close();
    session.open("s-4").close();
    session.close();
    assertThat(session.folder()).doesNotExist();
  }

  @Test
  void aSessionFolderThatWasRemovedIsMadeAnew() throws IOException {
    SessionGroup session = new SessionGroup(folder.resolve("plimsoll-s"));
    session.open("s-1").close();
    Files.delete(session.folder());
    assertThat(session.open("s-2").folder()).isDirectory();
  }

  /** The kernel writes 0 for a process that cannot be seen from here. */
  @Test
  void idsAreReadFromLines() {
    assertThat(GroupFolder.ids("")).isEmpty();
    assertThat(GroupFolder.ids("4711\n")).containsExactly(4711);
    assertThat(GroupFolder.ids("0\n17\n4194304\n0\n2\n")).containsExactly(17, 4_194_304, 2);
    assertThat(GroupFolder.ids("17\n18")).containsExactly(17, 18);
  }
}
