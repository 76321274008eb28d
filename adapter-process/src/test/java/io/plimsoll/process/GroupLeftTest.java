package io.plimsoll.process;

import static io.plimsoll.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.process.Containment.Reading;
import io.plimsoll.process.cgroup.LeaseGroup;
import io.plimsoll.process.cgroup.SessionGroup;
import io.plimsoll.process.cgroup.TreeGroup;
import io.plimsoll.process.proc.PidCursor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A group is asked who is in it until its command has gone and nobody is. */
class GroupLeftTest {

  private final ProcessTable table = new ProcessTable(new PidCursor(), 4_096, new NoBearers());
  private final Tree tree = table.open("lease", false);
  private final Group group = new Group();

  private Process command;
  private Process left;

  /** One that says what it is told to, and counts who asks. */
  private static final class Group implements TreeGroup {
    private int @Nullable [] pids;
    private int asked;
    private final List<String> kills = new ArrayList<>();
    private boolean elsewhere = true;
    private boolean lasting;

    @Override
    public int @Nullable [] inside(boolean likely) {
      asked++;
      return pids;
    }

    @Override
    public boolean killFromElsewhere() {
      kills.add("at once");
      return elsewhere;
    }

    @Override
    public boolean killSparing(int spared, int root) {
      kills.add(spared + " spared");
      return false;
    }

    @Override
    public boolean isLasting() {
      return lasting;
    }

    @Override
    public void close() {}
  }

  @BeforeEach
  void start() throws Exception {
    command = new ProcessBuilder("sleep", "60").start();
    left = new ProcessBuilder("sleep", "60").start();
    tree.group = group;
    table.rooted(tree, new Root.Child(command));
  }

  @AfterEach
  void end() throws Exception {
    end(command);
    end(left);
  }

  private static void end(Process process) throws Exception {
    process.destroyForcibly();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void itIsAskedOnceWhereNobodyIsLeft() throws Exception {
    end(command);
    new PatientLook(table, tree, new Reports(new Recording())).run();
    assertThat(group.asked).isOne();
  }

  @Test
  void itIsAskedAgainWhileTheCommandIsThere() {
    assertThat(table.look(tree).members()).isOne();
    assertThat(table.look(tree).members()).isOne();
    assertThat(group.asked).isEqualTo(2);
  }

  @Test
  void itIsAskedAgainWhileSomebodyIsLeft() throws Exception {
    group.pids = new int[] {(int) left.pid()};
    end(command);
    Reading first = table.look(tree);
    assertThat(first.members()).isOne();
    assertThat(first.withRoot()).isFalse();
    assertThat(table.look(tree).members()).isOne();
    assertThat(group.asked).isEqualTo(2);

    end(left);
    group.pids = null;
    await("nobody is left", () -> table.look(tree).empty()); // others may be starting just now
    int asked = group.asked;
    await("nobody is left again", () -> table.look(tree).empty());
    assertThat(group.asked).isEqualTo(asked);
  }

  @Test
  void nobodyAsksWhoIsInItWhereTheCommandIsKnownToBe() {
    String looking = ProcessHandle.current().pid() + " spared";
    assertThat(table.killAtOnce(tree)).isFalse();
    assertThat(group.kills).containsExactly(looking);

    group.pids = new int[] {(int) left.pid()};
    table.look(tree);
    assertThat(table.killAtOnce(tree)).as("another one is in it").isFalse();
    assertThat(group.kills).containsExactly(looking, looking);

    group.pids = new int[] {(int) left.pid(), (int) command.pid()};
    table.look(tree);
    assertThat(table.killAtOnce(tree)).isTrue();
    assertThat(group.kills).containsExactly(looking, looking, "at once");

    group.elsewhere = false;
    assertThat(table.killAtOnce(tree)).isFalse();
    assertThat(group.kills).containsExactly(looking, looking, "at once", "at once", looking);
  }

  @Test
  void whoIsAloneInOneThatServesTheNextCommandIsKilledByItselfOnce() throws Exception {
    group.lasting = true;
    group.pids = new int[] {(int) left.pid(), (int) command.pid()};
    table.look(tree);
    assertThat(table.killAtOnce(tree)).isTrue();
    assertThat(group.kills).as("somebody else is there").containsExactly("at once");

    end(left);
    table.look(tree);
    assertThat(table.killAtOnce(tree)).isTrue();
    assertThat(group.kills).as("who is gone was just listed").hasSize(2);
    assertThat(command.isAlive()).isTrue();

    group.pids = new int[] {(int) command.pid()};
    assertThat(table.killAtOnce(tree)).isTrue();
    assertThat(group.kills).hasSize(2);
    assertThat(command.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(command.exitValue()).isEqualTo(137);

    assertThat(table.killAtOnce(tree)).isTrue();
    assertThat(group.kills).as("it may have started somebody").hasSize(3);
  }

  /** As where descriptors run out; plain files stand for those of the kernel. */
  @Test
  void itIsAskedAgainWhereItCouldNotBeRead(@TempDir Path folder) throws Exception {
    LeaseGroup unread = new SessionGroup(folder).open("lease");
    Path events = Files.createDirectory(unread.folder().resolve("cgroup.events"));
    tree.group = unread;
    end(command);
    assertThat(table.look(tree).empty()).isFalse();

    Files.delete(events);
    Files.writeString(events, "populated 1\n");
    Files.writeString(unread.folder().resolve("cgroup.procs"), left.pid() + "\n");
    assertThat(table.look(tree).members()).isOne();
  }
}
