package io.plimsoll.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.process.proc.PidCursor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FreshLookTest {

  @Test
  void whoseFiguresWereJustToldIsNotLookedAtAgainWithAllOthers() throws Exception {
    ProcessTable table = new ProcessTable(new PidCursor(), 4_096, new NoBearers());
    Tree asked = table.open("asked", false);
    Tree other = table.open("other", false);
    Process process = new ProcessBuilder("sleep", "60").start();
    long before = System.nanoTime();
    try {
      for (Tree tree : List.of(asked, other)) {
        table.rooted(tree, new Root.Child(process));
      }
      assertThat(told(table)).containsExactlyInAnyOrder(asked, other);
      for (Tree tree : List.of(asked, other)) {
        assertThat(tree.toldNanos).isGreaterThanOrEqualTo(before);
        tree.toldNanos = System.nanoTime(); // however long the listing took
      }
      assertThat(told(table)).isEmpty();

      for (Tree tree : List.of(asked, other)) {
        tree.toldNanos -= TimeUnit.SECONDS.toNanos(1);
        table.look(tree); // nobody is told of that
      }
      new PatientLook(table, asked, new Reports(new Recording())).tell(1);
      assertThat(told(table)).containsExactly(other);
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
