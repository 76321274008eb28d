package io.plimsoll.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.process.proc.PidCursor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FreshLookTest {

  @Test
  void whoWasLookedAtJustBeforeIsNotLookedAtAgainWithAllOthers() throws Exception {
    ProcessTable table = new ProcessTable(new PidCursor(), 4_096, pid -> false);
    Tree asked = table.open("asked", false);
    Tree other = table.open("other", false);
    Process process = new ProcessBuilder("sleep", "60").start();
    try {
      for (Tree tree : List.of(asked, other)) {
        table.rooted(tree, new Root.Child(process));
        tree.readNanos -= TimeUnit.SECONDS.toNanos(1);
      }
      table.look(asked);
      assertThat(told(table)).containsExactly(other);
      assertThat(told(table)).isEmpty();

      asked.readNanos -= TimeUnit.SECONDS.toNanos(1);
      assertThat(told(table)).containsExactly(asked);
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private static List<Tree> told(ProcessTable table) {
    List<Tree> told = new ArrayList<>();
    table.lookAtAll((tree, reading) -> told.add(tree));
    return told;
  }
}
