package io.plimsoll.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.process.proc.PidCursor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForgettingTest {

  @Test
  void whatNeverStartedLeavesNothingBehind() {
    ProcessTable table = new ProcessTable(new PidCursor(), 4_096, new NoBearers());
    for (int i = 0; i < 1_000; i++) {
      table.close(table.open("lease-" + i, false));
    }
    assertThat(table.changesWaiting()).isZero();
  }

  @Test
  void aClosedTreeTellsNobodyAnyMore() {
    for (Containment containment :
        List.of(new ProcessTable(new PidCursor(), 4_096, new NoBearers()), new ParentLinks())) {
      Tree tree = containment.open("lease", false);
      List<Containment.Reading> told = new ArrayList<>();
      tree.unasked = told::add;
      containment.close(tree);
      tree.unasked.accept(new Containment.Reading(1, 0, 0, 1, "", false, true));
      assertThat(told).isEmpty();
    }
  }
}
