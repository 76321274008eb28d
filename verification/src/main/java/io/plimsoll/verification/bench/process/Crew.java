package io.plimsoll.verification.bench.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Threads that each do a part of a work at the same time. */
public final class Crew {

  private Crew() {}

  /** A part of it. */
  public interface Part<T> {

    /** Does the n-th part, from 0. */
    T of(int number) throws IOException, InterruptedException;
  }

  /**
   * Does so many parts at once, and answers what came of each. Where one fails the others are
   * waited for all the same: each ends what it started.
   */
  public static <T> List<T> all(int parts, Part<T> part) throws IOException, InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(parts);
    try {
      List<Callable<T>> tasks = new ArrayList<>();
      for (int i = 0; i < parts; i++) {
        int number = i;
        tasks.add(() -> part.of(number));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : threads.invokeAll(tasks)) {
        results.add(future.get());
      }
      return results;
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      throw new IOException(cause instanceof IOException ? cause.getMessage() : e.toString(), e);
    } finally {
      threads.shutdownNow();
      // What a thread still has is not free yet.
      var unused = threads.awaitTermination(10, TimeUnit.SECONDS);
    }
  }
}
