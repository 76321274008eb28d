package io.plimsoll.verification.bench.program;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The least that a program on the JVM does to run many commands and pass on what they print: the
 * floor below a batch of ours. A thread for each that runs at once starts one by the platform's
 * {@code ProcessBuilder}, reads one output to its end and then the other, and starts the next.
 */
public final class PlainBatch {

  /** How it is left where a command was not. */
  static final int SOME_FAILED = 1;

  private static final int BEFORE_WORDS = 2;

  private PlainBatch() {}

  /**
   * Runs a command for each word of a file.
   *
   * @param arguments how many at once, the file, whose words end with a zero byte each, and the
   *     words of the command before that one
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int atOnce = Integer.parseInt(arguments[0]);
    String[] last = Files.readString(Path.of(arguments[1])).split("\0", -1);
    List<String> words = Arrays.asList(arguments).subList(BEFORE_WORDS, arguments.length);
    AtomicInteger next = new AtomicInteger();
    Callable<Boolean> work =
        () -> {
          boolean well = true;
          // Behind the last zero byte there is none.
          for (int i = next.getAndIncrement(); i < last.length - 1; i = next.getAndIncrement()) {
            List<String> command = new ArrayList<>(words);
            command.add(last[i]);
            well &= run(command) == 0;
          }
          return well;
        };
    ExecutorService threads = Executors.newFixedThreadPool(atOnce);
    boolean all = true;
    try {
      for (Future<Boolean> part : threads.invokeAll(Collections.nCopies(atOnce, work))) {
        all &= part.get();
      }
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } finally {
      threads.shutdown();
    }
    System.out.flush();
    System.exit(all ? 0 : SOME_FAILED);
  }

  private static int run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectInput(new File("/dev/null")).start();
    byte[] out = process.getInputStream().readAllBytes();
    byte[] err = process.getErrorStream().readAllBytes();
    System.out.write(out, 0, out.length);
    System.err.write(err, 0, err.length);
    return process.waitFor();
  }

  /** The argument vector that does so in a JVM of its own. */
  static List<String> around(int atOnce, Path file, List<String> words) throws IOException {
    List<String> all = new ArrayList<>(List.of(Integer.toString(atOnce), file.toString()));
    all.addAll(words);
    return PlainStart.jvm(PlainBatch.class, all);
  }
}
