package io.plimsoll.verification.bench.process;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The platform's {@code ProcessBuilder}: the thread that waits reads one output and then the other.
 * One that fills the second while it still writes the first is stuck for ever; there is nothing
 * cheaper.
 */
final class PlainRunner implements Runner {

  private static final int SMALL = 8_192;
  private static final int LARGE = 65_536;

  @Override
  public Ended run(Order order) throws IOException, InterruptedException {
    return ended(process(order.words()));
  }

  @Override
  public Live start(Order order) throws IOException {
    Process process = process(order.words());
    CompletableFuture<Ended> end = new CompletableFuture<>();
    Thread reader =
        new Thread(
            () -> {
              try {
                end.complete(ended(process));
              } catch (InterruptedException e) {
                end.completeExceptionally(e);
              }
            },
            "reader");
    reader.setDaemon(true);
    reader.start();
    return new Live() {
      @Override
      public void kill() {
        process.destroyForcibly();
      }

      @Override
      public Ended await() throws IOException, InterruptedException {
        return of(end);
      }
    };
  }

  /** What a future holds, with its failure as one of reading. */
  static Ended of(Future<Ended> end) throws IOException, InterruptedException {
    try {
      return end.get(1, TimeUnit.MINUTES);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("did not end: " + e, e);
    }
  }

  static Process process(List<String> words) throws IOException {
    return new ProcessBuilder(words).redirectInput(new File("/dev/null")).start();
  }

  private static Ended ended(Process process) throws InterruptedException {
    Sink out = read(process.getInputStream());
    Sink err = read(process.getErrorStream());
    return new Ended(process.waitFor(), out.bytes() + err.bytes(), List.of(out, err));
  }

  private static Sink read(InputStream in) {
    Sink sink = new Sink();
    byte[] chunk = new byte[SMALL];
    try (in) {
      for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
        sink.write(chunk, 0, n);
        if (n == SMALL) {
          chunk = new byte[LARGE]; // it writes much
        }
      }
    } catch (IOException e) {
      // The platform closes the outputs of what it kills; elsewhere the bytes that lack tell it.
    }
    return sink;
  }
}
