package io.plimsoll.process.proc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UptimeTest {

  private final ProcReader reader = new ProcReader();
  private final ProcStat stat = new ProcStat(reader);

  /** On one clock: what starts between two readings has ticks between them. */
  @Test
  void itIsOnTheClockOfStarts() throws Exception {
    long before = Uptime.ticks(reader);
    Process process = new ProcessBuilder("sleep", "60").start();
    try {
      assertThat(stat.read((int) process.pid())).isTrue();
      assertThat(before).isPositive();
      assertThat(stat.ticks()).isBetween(before, Uptime.ticks(reader));
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void whoWasThereBeforeHasFewer() {
    assertThat(stat.read((int) ProcessHandle.current().pid())).isTrue();
    assertThat(stat.ticks()).isLessThan(Uptime.ticks(reader));
  }
}
