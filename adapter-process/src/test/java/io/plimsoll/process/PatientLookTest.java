package io.plimsoll.process;

import static io.plimsoll.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.plimsoll.process.Containment.Member;
import io.plimsoll.process.proc.PidCursor;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Looks that are made because a command has exited, and is about to be asked. */
@Timeout(30)
class PatientLookTest {

  private final PidCursor cursor = new PidCursor();
  private final ProcessTable table = new ProcessTable(cursor, 4_096, new NoBearers());
  private final Tree tree = table.open("lease", false);
  private final PatientLook look = new PatientLook(table, tree, new Reports(new Recording()));
  private Process process;

  @BeforeEach
  void start() throws IOException {
    int before = cursor.newest();
    process = new ProcessBuilder("sh", "-c", "sleep 60 & echo; read end; kill $!").start();
    cursor.judge(before, process.pid(), cursor.newest());
    assumeTrue(cursor.trusted(), "this /proc/loadavg does not tell the newest id");
    assertThat(process.getInputStream().read()).isEqualTo('\n');
    table.rooted(tree, new Root.Child(process));
  }

  @AfterEach
  void end() throws Exception {
    for (Member member : table.members(tree)) {
      ProcessHandle.of(member.pid()).ifPresent(ProcessHandle::destroyForcibly);
    }
    process.destroyForcibly().waitFor();
    cursor.close();
  }

  @Test
  void whereAllProcessesWouldHaveToBeAskedItIsLeftToTheScanner() {
    assertThat(table.isQuick(tree)).as("before the first look").isFalse();
    assertThat(look.atOnce()).isFalse();
    assertThat(look.toldEmpty(1)).isFalse();
    afterALook("it is quick", () -> table.isQuick(tree));
  }

  @Test
  void whoWasSeenToBeTheLastIsKnownToBe() throws Exception {
    assertThat(table.look(tree).members()).isEqualTo(2);
    process.getOutputStream().close();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    while (table.look(tree).members() > 0) { // until its child, too, has taken its signal
      Thread.onSpinWait();
    }
    afterALook("nobody is left", look::atOnce);
    assertThat(look.toldEmpty(1)).isTrue();
  }

  @Test
  void whileSomebodyIsLeftNothingIsKnown() throws Exception {
    assertThat(table.look(tree).members()).isEqualTo(2);
    afterALook("the command itself lives", look::atOnce);
    assertThat(look.toldEmpty(1)).isFalse();
    process.destroyForcibly().waitFor();
    afterALook("its child lives", look::atOnce);
    assertThat(look.toldEmpty(1)).isFalse();
  }

  /** Others on this machine may start as many meanwhile as it takes to leave it to the scanner. */
  private void afterALook(String what, BooleanSupplier holds) {
    await(
        what,
        () -> {
          table.look(tree);
          return holds.getAsBoolean();
        });
  }
}
