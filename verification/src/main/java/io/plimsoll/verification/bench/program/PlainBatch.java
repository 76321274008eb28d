package io.plimsoll.verification.bench.program;

import io.plimsoll.verification.bench.process.Crew;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The least that a program on the JVM does to run many commands and pass on what they print: the
 * floor below a batch of ours. A thread for each that runs at once starts one by the platform's
 * {@code ProcessBuilder}, reads one output to its end and then the other, and starts the next.
 */
public final class PlainBatch {

  /** How it is left where a command was not left with 0. */
  static final int SOME_FAILED = 1;

  private PlainBatch() {}

  /**
   * Runs a command for each word that it reads, as {@code xargs -0 -n1} does; a zero byte ends
   * each.
   *
   * @param arguments how many at once, and the words of the command before that one
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int atOnce = Integer.parseInt(arguments[0]);
    List<String> words = Arrays.asList(arguments).subList(1, arguments.length);
    String[] last = new String(System.in.readAllBytes(), StandardCharsets.UTF_8).split("\0", -1);
    AtomicInteger next = new AtomicInteger();
    List<Boolean> parts =
        Crew.all(
            atOnce,
            number -> {
              boolean well = true;
              // Behind the last zero byte there is none.
              for (int i; (i = next.getAndIncrement()) < last.length - 1; ) {
                List<String> command = new ArrayList<>(words);
                command.add(last[i]);
                well &= run(command) == 0;
              }
              return well;
            });
    System.out.flush();
    System.exit(parts.contains(false) ? SOME_FAILED : 0);
  }

  private static int run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectInput(new File("/dev/null")).start();
    byte[] out = process.getInputStream().readAllBytes();
    byte[] err = process.getErrorStream().readAllBytes();
    System.out.write(out, 0, out.length);
    System.err.write(err, 0, err.length);
    return process.waitFor();
  }

  /** The words, before those of the command, that do so in a JVM of its own. */
  static List<String> around(int atOnce) throws IOException {
    return PlainStart.jvm(PlainBatch.class, List.of(Integer.toString(atOnce)));
  }
}
