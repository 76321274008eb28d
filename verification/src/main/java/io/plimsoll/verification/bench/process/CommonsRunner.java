package io.plimsoll.verification.bench.process;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.apache.commons.exec.CommandLine;
import org.apache.commons.exec.DefaultExecuteResultHandler;
import org.apache.commons.exec.DefaultExecutor;
import org.apache.commons.exec.ExecuteWatchdog;
import org.apache.commons.exec.PumpStreamHandler;

/** Commands run by commons-exec. */
final class CommonsRunner implements Runner {

  @Override
  public Ended run(Order order) throws IOException {
    Sink out = new Sink();
    Sink err = new Sink();
    DefaultExecutor executor = executor(out, err);
    if (!order.timeout().isZero()) {
      executor.setWatchdog(watchdog(order.timeout()));
    }
    int status = executor.execute(line(order.words()));
    return new Ended(status, out.bytes() + err.bytes(), List.of(out, err));
  }

  @Override
  public Live start(Order order) throws IOException {
    Sink out = new Sink();
    Sink err = new Sink();
    DefaultExecutor executor = executor(out, err);
    ExecuteWatchdog watchdog = watchdog(ExecuteWatchdog.INFINITE_TIMEOUT_DURATION);
    executor.setWatchdog(watchdog);
    DefaultExecuteResultHandler handler = new DefaultExecuteResultHandler();
    executor.execute(line(order.words()), handler);
    return new Live() {
      @Override
      public void kill() {
        watchdog.destroyProcess();
      }

      @Override
      public Ended await() throws InterruptedException {
        handler.waitFor(Duration.ofMinutes(1));
        return new Ended(handler.getExitValue(), out.bytes() + err.bytes(), List.of(out, err));
      }
    };
  }

  private static ExecuteWatchdog watchdog(Duration timeout) {
    return ExecuteWatchdog.builder().setTimeout(timeout).get();
  }

  private static DefaultExecutor executor(Sink out, Sink err) {
    DefaultExecutor executor =
        DefaultExecutor.builder().setExecuteStreamHandler(new PumpStreamHandler(out, err)).get();
    executor.setExitValues(null); // any status is an answer
    return executor;
  }

  private static CommandLine line(List<String> words) {
    CommandLine line = new CommandLine(words.get(0));
    words.stream().skip(1).forEach(word -> line.addArgument(word, false));
    return line;
  }
}
