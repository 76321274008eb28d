package io.plimsoll.verification.loadline;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Looks for processes by a word in their environment or command line. */
final class Left {

  private Left() {}

  /** The processes that carry this word, but for ourselves. */
  static List<Long> carrying(String word) throws IOException {
    List<Long> found = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc"), "[1-9]*")) {
      for (Path process : all) {
        long pid = Long.parseLong(process.getFileName().toString());
        if (pid != ProcessHandle.current().pid() && has(process.resolve("environ"), word)) {
          found.add(pid);
        }
      }
    }
    return found;
  }

  /** Those of them that are left after so long at most. */
  static int after(String word, long millis) throws IOException, InterruptedException {
    long due = System.nanoTime() + millis * 1_000_000;
    int left = carrying(word).size();
    while (left > 0 && System.nanoTime() < due) {
      Thread.onSpinWait();
      left = carrying(word).size();
    }
    return left;
  }

  private static boolean has(Path file, String word) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(word);
    } catch (IOException e) {
      return false; // it has just ended
    }
  }
}
