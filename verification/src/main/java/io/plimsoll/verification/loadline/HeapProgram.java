package io.plimsoll.verification.loadline;

import io.plimsoll.Plimsoll;
import io.plimsoll.Settings;
import io.plimsoll.command.Command;
import io.plimsoll.memory.LoadReport;
import io.plimsoll.memory.StageEntered;
import io.plimsoll.verification.workload.ProcessVitals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A program that embeds the runtime and fills its own heap: it replaces pieces of the half that it
 * holds, or holds more and more. It prints what it saw, and leaves with 75 where the runtime closed
 * itself at the load line.
 */
public final class HeapProgram {

  /** How it leaves where the runtime closed itself. */
  static final int AT_THE_LINE = 75;

  private static final int PIECE = 32 << 10;

  /** What the header of an array takes. */
  private static final int HEADER = 16;

  /** The line at which everything ends. */
  private static final double EXIT = 0.875;

  /** How much the churn replaces in a second. */
  private static final long CHURNED = 100_000_000;

  /** What is left after a burst is little where it is less than this part of the peak. */
  static final int LITTLE = 4;

  private static final long SELDOM_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  /** What it was not running for longer is a pause. */
  private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private static final int CHILDREN = 3;
  private static final long WARM_NANOS = TimeUnit.SECONDS.toNanos(3);

  private final Plimsoll plimsoll;
  private final byte[][] held;
  private long crossedAt;

  private HeapProgram(Plimsoll plimsoll) {
    this.plimsoll = plimsoll;
    long pieces = Runtime.getRuntime().maxMemory() / (PIECE + HEADER);
    this.held = new byte[(int) pieces][];
  }

  /**
   * Runs it.
   *
   * @param args {@code churn SECONDS STATE-FOLDER}, {@code grow BYTES-A-SECOND STATE-FOLDER} or
   *     {@code burst SECONDS STATE-FOLDER}
   */
  public static void main(String[] args) throws Exception {
    Path state = Path.of(args[2]);
    // The heap alone is to be judged: what else the program holds is left room.
    Settings settings = Settings.of(Map.of("memory.limit", "4g", "state.folder", state.toString()));
    try (Plimsoll plimsoll = Plimsoll.start(settings)) {
      System.out.println("session " + plimsoll.session());
      for (int i = 0; i < CHILDREN; i++) {
        plimsoll.submit(Command.of("sleep", "600").timeout(Duration.ZERO));
      }
      HeapProgram program = new HeapProgram(plimsoll);
      program.holdHalf();
      // As in a session, it has been read for a while.
      program.churn(WARM_NANOS);
      if (args[0].equals("burst")) {
        program.burst(Long.parseLong(args[1]));
      } else if (args[0].equals("churn")) {
        program.churn(TimeUnit.SECONDS.toNanos(Long.parseLong(args[1])));
      } else {
        program.grow(Long.parseLong(args[1]));
      }
      program.tell(state.resolve("report.txt"));
    }
    System.out.println("closed");
  }

  private void holdHalf() {
    for (int i = 0; i < held.length / 2; i++) {
      held[i] = new byte[PIECE];
    }
  }

  private boolean left() {
    return plimsoll.leftAtLoadLine().isPresent();
  }

  private void churn(long nanos) {
    SplittableRandom random = new SplittableRandom(1);
    long begun = System.nanoTime();
    for (long made = 0; System.nanoTime() - begun < nanos && !left(); pause()) {
      for (; made < due(begun, CHURNED); made++) {
        held[random.nextInt(held.length / 2)] = new byte[PIECE];
      }
    }
  }

  /** Grows at this rate while it runs: the time that a collector stops it is not made up for. */
  private void grow(long bytesPerSecond) {
    double due = 0;
    long last = System.nanoTime();
    for (int i = held.length / 2; i < held.length && !left(); pause()) {
      long now = System.nanoTime();
      due += Math.min(now - last, LONGEST_NANOS) / 1e9 * bytesPerSecond / PIECE;
      last = now;
      for (; due >= 1 && i < held.length; i++, due--) {
        held[i] = new byte[PIECE];
        if (crossedAt == 0 && i >= held.length * EXIT) {
          crossedAt = System.nanoTime();
        }
      }
    }
    long decidedAt = System.nanoTime();
    int pieces = 0;
    for (byte[] piece : held) {
      pieces += piece == null ? 0 : 1;
    }
    System.out.println("held " + 1_000L * pieces / held.length);
    System.out.println(
        "decided " + (crossedAt == 0 ? -1 : TimeUnit.NANOSECONDS.toMillis(decidedAt - crossedAt)));
  }

  /** Lets go of the half that it holds, and waits until little of that is resident. */
  private void burst(long seconds) throws IOException {
    long peak = resident();
    Arrays.fill(held, null);
    long begun = System.nanoTime();
    long now = peak;
    while (now > peak / LITTLE && System.nanoTime() - begun < TimeUnit.SECONDS.toNanos(seconds)) {
      LockSupport.parkNanos(SELDOM_NANOS); // looking makes garbage too
      now = resident();
    }
    System.out.println("peak " + (peak >> 20));
    System.out.println("after " + (now >> 20));
    System.out.println("within " + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
  }

  private static long resident() throws IOException {
    return ProcessVitals.of(ProcessHandle.current().pid()).residentBytes();
  }

  private static void pause() {
    LockSupport.parkNanos(1_000_000);
  }

  private static long due(long begun, long bytesPerSecond) {
    return (long) ((System.nanoTime() - begun) / 1e9 * bytesPerSecond / PIECE);
  }

  private void tell(Path file) throws IOException {
    Optional<LoadReport> report = plimsoll.leftAtLoadLine();
    List<StageEntered> entered =
        report.or(plimsoll::loadReport).map(LoadReport::entered).orElse(List.of());
    for (StageEntered each : entered) {
      System.out.println("stage " + each.stage() + " " + each.measure() + " " + each.words());
    }
    if (report.isPresent()) {
      Files.writeString(file, report.get().text());
      plimsoll.close();
      System.out.println("closed");
      System.exit(AT_THE_LINE);
    }
  }
}
