package io.plimsoll.cli;

import io.plimsoll.Plimsoll;
import io.plimsoll.cli.soak.Soak;
import io.plimsoll.growth.GrowthReport;
import io.plimsoll.memory.LoadReport;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Says every five seconds how a long session stands. */
final class SoakProgress implements AutoCloseable {

  private static final int EVERY_SECONDS = 5;
  private static final double MIB = 1 << 20;

  private final Host host;
  private final Soak soak;
  private final Plimsoll plimsoll;
  private final long begun = System.nanoTime();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "plimsoll-cli-soak-progress");
            thread.setDaemon(true);
            return thread;
          });
  private int before;

  SoakProgress(Host host, Soak soak, Plimsoll plimsoll) {
    this.host = host;
    this.soak = soak;
    this.plimsoll = plimsoll;
  }

  void begin() {
    var unused =
        timer.scheduleAtFixedRate(this::say, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
  }

  private void say() {
    int done = soak.done();
    host.say(
        String.format(
            Locale.ROOT,
            "%4d s  %d operations, %.1f/s  heap %.1f MiB%s  %d live  %s",
            TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun),
            done,
            (done - before) / (double) EVERY_SECONDS,
            ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MIB,
            resident("VmRSS:")
                .map(bytes -> String.format(Locale.ROOT, "  resident %.1f MiB", bytes / MIB))
                .orElse(""),
            plimsoll.health().live(),
            growth()));
    before = done;
  }

  private String growth() {
    Optional<GrowthReport> report = plimsoll.loadReport().map(LoadReport::growth);
    if (report.isEmpty()) {
      return "nobody counts (memory.mode is off)";
    }
    return report
        .get()
        .text()
        .lines()
        .skip(report.get().accused().isEmpty() ? 0 : 1)
        .findFirst()
        .orElse("")
        .strip();
  }

  /** The most that this process held, in bytes; empty where nobody tells. */
  static Optional<Long> peakResident() {
    return resident("VmHWM:");
  }

  private static Optional<Long> resident(String field) {
    try {
      return Files.readString(Path.of("/proc/self/status"), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> line.startsWith(field))
          .map(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
          .findFirst();
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
