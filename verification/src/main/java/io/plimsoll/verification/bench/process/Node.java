package io.plimsoll.verification.bench.process;

import io.plimsoll.verification.bench.Hall;
import io.plimsoll.verification.bench.Program;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;

/** The folder with what the contestants on Node need, made on first use by {@code npm ci}. */
final class Node {

  private static final List<String> FILES =
      List.of("package.json", "package-lock.json", "racer.mjs");
  private static final Duration LONGEST = Duration.ofMinutes(2);

  private Node() {}

  /** The script, in its folder. */
  static Path script(Hall hall) throws IOException, InterruptedException {
    Path folder = Files.createDirectories(hall.workshop().resolve("node"));
    boolean changed = false;
    for (String name : FILES) {
      changed |= placed(folder.resolve(name), name);
    }
    Path done = folder.resolve("node_modules/execa/package.json");
    if (changed || !Files.exists(done)) {
      Program.of("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts")
          .in(folder)
          .within(LONGEST)
          .run(hall)
          .expect(0);
    }
    return folder.resolve("racer.mjs");
  }

  /** Puts a resource there: whether it was not there, or another. */
  private static boolean placed(Path file, String name) throws IOException {
    try (InputStream in = Node.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("no resource " + name);
      }
      byte[] wanted = in.readAllBytes();
      if (Files.exists(file) && java.util.Arrays.equals(Files.readAllBytes(file), wanted)) {
        return false;
      }
      Path next = Files.write(file.resolveSibling(name + ".new"), wanted);
      Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
      return !name.endsWith(".mjs");
    }
  }
}
