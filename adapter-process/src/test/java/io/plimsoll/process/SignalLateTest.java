package io.plimsoll.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SignalLateTest {

  @Test
  void whoLeftSinceTheLookGetsNoSignalByItsNumber() throws Exception {
    Process gone = new ProcessBuilder("true").start();
    ProcessHandle handle = gone.toHandle();
    gone.waitFor();
    Process there = new ProcessBuilder("sleep", "60").start();
    try {
      assertThat(Signaller.still(List.of(handle, there.toHandle())))
          .containsExactly(Long.toString(there.pid()));
    } finally {
      there.destroyForcibly().waitFor();
    }
  }
}
