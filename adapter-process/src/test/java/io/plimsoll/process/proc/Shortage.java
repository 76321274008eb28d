package io.plimsoll.process.proc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A lack of descriptors, in a program of its own: one that starts processes with no descriptor
 * free, with one, and so on, and says what came of each. It ends early where one of its own was
 * closed by that.
 */
public final class Shortage {

  private static final List<String> OWN = List.of("0", "1", "2");
  private static final ArrayDeque<FileInputStream> TAKEN = new ArrayDeque<>();

  private Shortage() {}

  /**
   * @param args how many are free at last
   */
  public static void main(String[] args) throws Exception {
    StartTurn.start(new ProcessBuilder("true")).waitFor(); // with all its classes
    List<Path> before = own();
    StringBuilder said = new StringBuilder();
    for (int free = 0; free <= Integer.parseInt(args[0]); free++) {
      leave(free);
      said.append(start()).append('\n');
      if (!own().equals(before)) {
        System.exit(1);
      }
    }
    System.out.print(said);
  }

  /**
   * Runs a program with few descriptors until it leaves with 0, and answers what it said. The
   * descriptors are all its own: it does without the threads of its JVM that read the limits of
   * their container now and then, and for a moment take the one that is free.
   */
  public static List<String> run(Class<?> program, String... args) throws Exception {
    List<String> words =
        new ArrayList<>(
            List.of(
                "sh",
                "-c",
                "ulimit -n 100; exec \"$@\"",
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-UseContainerSupport",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                program.getName()));
    words.addAll(List.of(args));
    Process process =
        new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said.lines().toList();
  }

  /** Opens files until no more can be opened but these. */
  public static void leave(int free) throws IOException {
    takeAll();
    for (int i = 0; i < free; i++) {
      TAKEN.remove().close();
    }
  }

  private static void takeAll() throws IOException {
    try {
      while (true) {
        TAKEN.add(new FileInputStream("/dev/null"));
      }
    } catch (FileNotFoundException e) {
      return; // that was all
    }
  }

  private static String start() throws InterruptedException {
    try {
      Process process = StartTurn.start(new ProcessBuilder("true"));
      process.waitFor(20, TimeUnit.SECONDS);
      process.getInputStream().close();
      process.getErrorStream().close();
      process.getOutputStream().close();
      return "left with " + process.exitValue();
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static List<Path> own() throws IOException {
    return List.of(link(OWN.get(0)), link(OWN.get(1)), link(OWN.get(2)));
  }

  private static Path link(String fd) throws IOException {
    return Files.readSymbolicLink(Path.of("/proc/self/fd", fd));
  }
}
