package io.plimsoll.verification.workload;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** The heap of another JVM after a full collection, by the JDK's jcmd. */
public final class WatchedHeap {

  private WatchedHeap() {}

  /**
   * The bytes in use; empty where there is no jcmd, or the JVM is not one of the Serial collector.
   */
  public static OptionalLong afterCollection(long pid) throws IOException, InterruptedException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    if (!Files.isExecutable(jcmd)) {
      return OptionalLong.empty();
    }
    lines(jcmd.toString(), Long.toString(pid), "GC.run");
    long kilobytes = 0;
    for (String line : lines(jcmd.toString(), Long.toString(pid), "GC.heap_info")) {
      // "def new generation total 4928K, used 310K", "tenured generation total 10944K, used 5113K";
      // later JDKs write "DefNew" and "Tenured".
      boolean generation =
          line.contains("generation") || line.contains("DefNew") || line.contains("Tenured");
      if (generation && line.contains(" used ")) {
        String used = line.substring(line.indexOf(" used ") + 6);
        kilobytes += Long.parseLong(used.substring(0, used.indexOf('K')));
      }
    }
    return kilobytes == 0 ? OptionalLong.empty() : OptionalLong.of(kilobytes * 1024);
  }

  private static List<String> lines(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    List<String> lines =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .toList();
    process.waitFor();
    return lines;
  }
}
