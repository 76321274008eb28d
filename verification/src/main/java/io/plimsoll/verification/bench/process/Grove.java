package io.plimsoll.verification.bench.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Trees of processes that tell by themselves when they are gone: all of them hold a pipe with a
 * name, whose reader sees its end when the last of them has ended, to the microsecond.
 *
 * @param folder for the pipes
 * @param size processes of a tree
 * @param heeds whether they leave when they are sent TERM, or ignore it
 * @param timeout after which a tree is to be ended
 * @param grace how long it may take to leave
 */
record Grove(Path folder, int size, boolean heeds, Duration timeout, Duration grace) {

  /** How long a tree may live beyond its grace before what is left counts as left behind. */
  private static final long PATIENCE_MILLIS = 1_500;

  /** The pids of all are told, so that what is left behind can be ended. */
  private static final String SCRIPT =
      """
      exec 9>"$1"
      [ "$3" = true ] || trap '' TERM
      i=1
      while [ $i -lt "$2" ]; do
        sleep 600 &
        echo $! >&9
        i=$((i + 1))
      done
      echo $$ >&9
      exec sleep 600
      """;

  /**
   * Grows one, has it ended: the milliseconds from the moment it was due, counted from the call,
   * until all were gone.
   */
  double fell(Runner runner, int number) throws IOException, InterruptedException {
    Path pipe = folder.resolve("tree-" + number);
    if (new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() != 0) {
      throw new IOException("cannot make the pipe " + pipe);
    }
    Order order =
        new Order(
            List.of(
                "/bin/sh",
                "-c",
                SCRIPT,
                "tree",
                pipe.toString(),
                Integer.toString(size),
                Boolean.toString(heeds)),
            timeout,
            grace);
    long due = System.nanoTime() + timeout.toNanos() + (heeds ? 0 : grace.toNanos());
    List<ProcessHandle> members = new ArrayList<>(size);
    Thread caller = daemon(() -> run(runner, order));
    try (BufferedReader told = Files.newBufferedReader(pipe, StandardCharsets.US_ASCII)) {
      grow(told, members);
      if (System.nanoTime() - due >= -grace.toNanos() && !heeds) {
        throw new IOException("the tree had not grown to " + size + " when its time was over");
      }
      CountDownLatch gone = new CountDownLatch(1);
      long[] left = {0};
      Thread watch = daemon(() -> left[0] = end(members, gone, due));
      while (told.readLine() != null) {
        // To the end.
      }
      long at = System.nanoTime();
      gone.countDown();
      watch.join();
      caller.join(TimeUnit.SECONDS.toMillis(5));
      if (left[0] > 0) {
        throw new IOException(
            "other work: of %d processes %d live on %d ms later"
                .formatted(size, left[0], PATIENCE_MILLIS));
      }
      if (caller.isAlive()) {
        throw new IOException("other work: the call does not return");
      }
      return (at - due) / 1e6;
    } finally {
      members.forEach(ProcessHandle::destroyForcibly);
      Files.delete(pipe);
    }
  }

  private void grow(BufferedReader told, List<ProcessHandle> members) throws IOException {
    for (int i = 0; i < size; i++) {
      String pid = told.readLine();
      if (pid == null) {
        throw new IOException("other work: ended before it had grown to " + size);
      }
      ProcessHandle.of(Long.parseLong(pid)).ifPresent(members::add);
    }
  }

  /** Ends what is left when nobody does: how many these were. */
  private static long end(List<ProcessHandle> members, CountDownLatch gone, long due) {
    try {
      long patience = due - System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
      if (gone.await(patience, TimeUnit.NANOSECONDS)) {
        return 0;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    List<ProcessHandle> left = members.stream().filter(ProcessHandle::isAlive).toList();
    left.forEach(ProcessHandle::destroyForcibly);
    return left.size();
  }

  private static void run(Runner runner, Order order) {
    try {
      runner.run(order);
    } catch (IOException e) {
      // The tree itself tells what became of it.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "grove");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
