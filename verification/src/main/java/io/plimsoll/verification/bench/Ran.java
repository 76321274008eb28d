package io.plimsoll.verification.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;

/**
 * What one run of a program took.
 *
 * @param millis by the wall, until the program itself had ended
 * @param cpuMillis user and system time of it and of all that it left behind; empty where it cannot
 *     be told
 * @param peakMegabytes the most memory, in millions of bytes, that it had resident, or a process
 *     that it waited for if that had more; empty where it cannot be told
 * @param status its exit status; 128 and the signal where one ended it
 * @param out the file with what it printed
 * @param err the file with what it said on standard error
 */
public record Ran(
    double millis,
    OptionalDouble cpuMillis,
    OptionalDouble peakMegabytes,
    int status,
    Path out,
    Path err) {

  /** The name of the figure of CPU beside a sample. */
  public static final String CPU = "CPU, ms";

  /** The name of the figure of memory beside a sample. */
  public static final String PEAK = "peak resident, MB";

  /** From the line that the measuring program writes. */
  static Ran measured(String line, Path out, Path err) {
    String[] figures = line.strip().split(" ");
    return new Ran(
        Long.parseLong(figures[0]) / 1e6,
        OptionalDouble.of((Long.parseLong(figures[1]) + Long.parseLong(figures[2])) / 1e3),
        OptionalDouble.of(Long.parseLong(figures[3]) * 1024 / 1e6),
        Integer.parseInt(figures[4]),
        out,
        err);
  }

  /**
   * Itself, where it left with this status.
   *
   * @throws IOException if it left with another
   */
  public Ran expect(int expected) throws IOException {
    if (status != expected) {
      throw new IOException(
          "left with status %d, expected %d: %s".formatted(status, expected, said()));
    }
    return this;
  }

  /** The wall, with the other figures beside it. */
  public Sample sample() {
    return beside(Sample.of(millis));
  }

  /** A sample with these figures beside it. */
  public Sample beside(Sample sample) {
    Sample more = cpuMillis.isPresent() ? sample.with(CPU, cpuMillis.getAsDouble()) : sample;
    return peakMegabytes.isPresent() ? more.with(PEAK, peakMegabytes.getAsDouble()) : more;
  }

  private String said() throws IOException {
    byte[] bytes;
    try (var in = Files.newInputStream(err)) {
      bytes = in.readNBytes(400);
    }
    return new String(bytes, StandardCharsets.UTF_8).strip().replace('\n', ' ');
  }
}
