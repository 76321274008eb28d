package io.plimsoll.verification.leaks;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs of the real {@code plimsoll soak}. */
final class SoakRun {

  /** Everything is counted so often. */
  private static final int EVERY_MILLIS = 50;

  /** A reading may come late. */
  private static final double SLACK = 1.2;

  private static final int SPARE_SECONDS = 60;

  /** What leaks comes to the load line in the end. */
  static final int LEFT = 75;

  private SoakRun() {}

  /** With one leak, as long as that needs. */
  static Verdict leak(Path plimsoll, Path folder, Planted leak)
      throws IOException, InterruptedException {
    return run(plimsoll, folder, List.of(leak.name()), leak.seconds());
  }

  /** With healthy twins, for so many readings. */
  static Verdict healthy(Path plimsoll, Path folder, List<Planted> group, int readings)
      throws IOException, InterruptedException {
    List<String> names = group.stream().map(one -> "healthy-" + one.name()).toList();
    return run(plimsoll, folder, names, (int) (readings * EVERY_MILLIS * SLACK / 1_000) + 1);
  }

  private static Verdict run(Path plimsoll, Path folder, List<String> plants, int seconds)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                plimsoll.toString(),
                "soak",
                "--kind",
                "true",
                "--operations",
                "1000000",
                "--duration",
                seconds + "s",
                "--json"));
    plants.forEach(plant -> command.addAll(List.of("--plant", plant)));
    Path errors = Files.createTempFile(folder, "soak", ".err");
    Path results = Files.createTempFile(folder, "soak", ".json");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectInput(new File("/dev/null"))
            .redirectOutput(results.toFile())
            .redirectError(errors.toFile());
    builder.environment().put("PLIMSOLL_GROWTH_EVERY", EVERY_MILLIS + "ms");
    builder.environment().put("PLIMSOLL_STATE_FOLDER", folder.resolve("state").toString());
    Process process = builder.start();
    try {
      if (!process.waitFor(seconds + SPARE_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("soak with " + plants + " did not end");
      }
    } finally {
      process.destroyForcibly();
    }
    if (process.exitValue() > 1 && process.exitValue() != LEFT) {
      throw new IOException(
          "soak with %s left with status %d: %s"
              .formatted(plants, process.exitValue(), Files.readString(errors)));
    }
    return new Verdict(
        process.exitValue(),
        new ObjectMapper().readTree(Files.readString(results, StandardCharsets.UTF_8)));
  }
}
