package io.plimsoll.verification.bench.process;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.zeroturnaround.exec.ProcessExecutor;
import org.zeroturnaround.exec.ProcessResult;
import org.zeroturnaround.exec.StartedProcess;

/** Commands run by zt-exec. */
final class ZtRunner implements Runner {

  @Override
  public Ended run(Order order) throws IOException, InterruptedException {
    Sink out = new Sink();
    Sink err = new Sink();
    ProcessExecutor executor = executor(order, out, err);
    try {
      ProcessResult result =
          order.timeout().isZero()
              ? executor.execute()
              : executor.timeout(order.timeout().toMillis(), TimeUnit.MILLISECONDS).execute();
      return new Ended(result.getExitValue(), out.bytes() + err.bytes(), List.of(out, err));
    } catch (TimeoutException e) {
      return new Ended(-1, out.bytes() + err.bytes(), List.of(out, err));
    }
  }

  @Override
  public Live start(Order order) throws IOException {
    Sink out = new Sink();
    Sink err = new Sink();
    StartedProcess started = executor(order, out, err).start();
    return new Live() {
      @Override
      public void kill() {
        started.getProcess().destroyForcibly();
      }

      @Override
      public Ended await() throws IOException, InterruptedException {
        try {
          int status = started.getFuture().get(1, TimeUnit.MINUTES).getExitValue();
          return new Ended(status, out.bytes() + err.bytes(), List.of(out, err));
        } catch (ExecutionException | TimeoutException e) {
          throw new IOException("did not end: " + e, e);
        }
      }
    };
  }

  private static ProcessExecutor executor(Order order, Sink out, Sink err) {
    return new ProcessExecutor()
        .command(order.words())
        .redirectErrorStream(false)
        .redirectOutput(out)
        .redirectError(err);
  }
}
