package io.plimsoll.verification.bench.process;

import com.zaxxer.nuprocess.NuAbstractProcessHandler;
import com.zaxxer.nuprocess.NuProcess;
import com.zaxxer.nuprocess.NuProcessBuilder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Commands run by NuProcess. */
final class NuRunner implements Runner {

  @Override
  public Ended run(Order order) throws IOException, InterruptedException {
    return start(order).await();
  }

  @Override
  public Live start(Order order) throws IOException {
    Handler handler = new Handler();
    NuProcess process = new NuProcessBuilder(handler, order.words()).start();
    if (process == null) {
      throw new IOException("was not started: " + order.words());
    }
    process.closeStdin(true);
    return new Live() {
      @Override
      public void kill() {
        process.destroy(true);
      }

      @Override
      public Ended await() throws IOException, InterruptedException {
        return PlainRunner.of(handler.ended);
      }
    };
  }

  /** Takes what one of them writes. */
  private static final class Handler extends NuAbstractProcessHandler {

    private final Sink out = new Sink();
    private final Sink err = new Sink();
    private final CompletableFuture<Ended> ended = new CompletableFuture<>();

    @Override
    public void onStdout(ByteBuffer buffer, boolean closed) {
      take(buffer, out);
    }

    @Override
    public void onStderr(ByteBuffer buffer, boolean closed) {
      take(buffer, err);
    }

    private static void take(ByteBuffer buffer, Sink sink) {
      byte[] some = new byte[buffer.remaining()];
      buffer.get(some);
      sink.write(some, 0, some.length);
    }

    @Override
    public void onExit(int status) {
      ended.complete(new Ended(status, out.bytes() + err.bytes(), List.of(out, err)));
    }
  }
}
