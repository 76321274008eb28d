package io.plimsoll.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.command.StopSignal;
import io.plimsoll.process.proc.PidCursor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignalPassTest {

  @Test
  void killPassesASignalThatIsStillToBeSentByAProgram() throws Exception {
    List<Runnable> hanging = new ArrayList<>();
    ProcessTable table = new ProcessTable(new PidCursor(), 4_096, new NoBearers());
    Signaller signaller = new Signaller(table, hanging::add);
    Tree tree = table.open("passing", false);
    Process process = new ProcessBuilder("sleep", "60").start();
    try {
      table.rooted(tree, new Root.Child(process));
      signaller.send(tree, StopSignal.INT);
      signaller.send(tree, StopSignal.KILL);

      assertThat(hanging).hasSize(1);
      assertThat(process.waitFor()).isEqualTo(137);
    } finally {
      process.destroyForcibly();
    }
  }
}
