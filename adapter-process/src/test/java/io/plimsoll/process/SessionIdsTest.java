package io.plimsoll.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.process.proc.ProcReader;
import io.plimsoll.process.proc.ProcStat;
import java.io.File;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The id of a session names its tree for as long as it cannot be that of a stranger. */
@EnabledOnOs(OS.LINUX)
class SessionIdsTest {

  private static final int SELF = (int) ProcessHandle.current().pid();

  private final ProcStat stat = new ProcStat(new ProcReader());
  private final SessionIds sessions = new SessionIds(stat);
  private final Tree tree = new Tree("s-1", false);
  private long ticks;

  @BeforeEach
  void readOurOwnStart() {
    assertThat(stat.read(SELF)).isTrue();
    ticks = stat.ticks();
  }

  @Test
  void whoLeadsASessionOwnsWhoIsInIt() {
    sessions.add(SELF, ticks, tree);
    assertThat(sessions.owner(SELF)).isSameAs(tree);
    assertThat(sessions.owner(SELF + 1)).isNull();
  }

  @Test
  void anIdThatWasGivenOutAgainIsThatOfAStranger() {
    sessions.add(SELF, ticks - 1, tree);
    assertThat(sessions.owner(SELF)).isNull();
  }

  @Test
  void theIdOfALeaderThatIsGoneIsStillItsOwn() {
    int gone = Integer.MAX_VALUE;
    assertThat(new File("/proc/" + gone)).doesNotExist();
    sessions.add(gone, 1, tree);
    assertThat(sessions.owner(gone)).isSameAs(tree);
  }

  @Test
  void aTreeThatIsClosedOwnsNobody() {
    sessions.add(SELF, ticks, tree);
    tree.close();
    assertThat(sessions.owner(SELF)).isNull();
  }
}
