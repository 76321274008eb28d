package io.plimsoll.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.command.Command;
import io.plimsoll.command.OutputLine;
import io.plimsoll.command.StartFailure;
import io.plimsoll.port.Threads;
import io.plimsoll.process.proc.PidCursor;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class HalfStartTest {

  @Test
  void aProcessThatNobodyGotHoldOfIsFoundByItsMarkAndEnded() throws Exception {
    ProcessTable table = new ProcessTable(new PidCursor(), 4_096, new NoBearers());
    Tree tree = table.open(UUID.randomUUID().toString(), false);
    ProcessBuilder builder = new ProcessBuilder("sleep", "60");
    Cookie.put(builder.environment(), Map.of(), UUID.randomUUID().toString(), tree.lease, false);
    Process process = builder.start();
    try {
      new Signaller(table, Runnable::run).killAll(tree, 20);

      assertThat(process.waitFor()).isEqualTo(137);
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void whatFailsHalfwayIsExhaustionAndSaysSo() {
    StartRefused refused = StartErrors.halfway("x", new OutOfMemoryError("no native thread"));

    assertThat(refused.halfway()).isTrue();
    assertThat(refused.failure().kind()).isEqualTo(StartFailure.Kind.EXHAUSTED);
    assertThat(refused.failure().words()).contains("'x'", "no native thread");
  }

  @Test
  void aThreadThatIsNotToBeHadFailsThatStartAlone() {
    AtomicBoolean lacking = new AtomicBoolean(true);
    Threads threads =
        (name, task) -> {
          if (lacking.get() && name.startsWith("plimsoll-spawner")) {
            throw new OutOfMemoryError("no thread, as a test");
          }
          return Threads.uncounted().daemon(name, task);
        };
    try (Bench bench = new Bench(threads)) {
      StartFailure failure = bench.launch(Command.of("true")).seen().failure();
      assertThat(failure.kind()).isEqualTo(StartFailure.Kind.EXHAUSTED);
      assertThat(failure.words()).contains("'true'", "no thread, as a test", "try again later");

      lacking.set(false);
      assertThat(bench.launch(Command.of("true")).seen().status()).isZero();
    }
  }

  @Test
  void aStartIsToldToHaveFailedWhereNobodyCanSayWhy() {
    Threads threads =
        (name, task) ->
            name.equals("plimsoll-scanner")
                ? new LateThread(task)
                : Threads.uncounted().daemon(name, task);
    try (Bench bench = new Bench(threads)) {
      StartFailure failure = bench.launch(Command.of("true")).seen().failure();
      assertThat(failure.kind()).isEqualTo(StartFailure.Kind.EXHAUSTED);
      assertThat(failure.words()).contains("could not finish a start", "try again later");
    }
  }

  /** Is not to be had at first. */
  private static final class LateThread extends Thread {

    private boolean asked;

    LateThread(Runnable task) {
      super(task);
      setDaemon(true);
    }

    @Override
    public synchronized void start() {
      if (!asked) {
        asked = true;
        throw new Unspeakable();
      }
      super.start();
    }
  }

  /** Who tells of it fails, too, as where a class is not to be had. */
  private static final class Unspeakable extends Error {

    @Override
    public String getMessage() {
      throw new NoClassDefFoundError("as a test");
    }
  }

  @Test
  void aRelayThatFoundNoThreadTriesAgain() {
    List<String> told = new ArrayList<>();
    boolean[] lacking = {true};
    LineRelay relay = relay(told, lacking);
    relay.begin();
    lacking[0] = false;
    relay.ended(true);

    assertThat(told).containsExactly("subscription", "complete");
  }

  @Test
  void aRelayThatFoundNoThreadAtItsEndTriesAgain() {
    List<String> told = new ArrayList<>();
    boolean[] lacking = {false};
    LineRelay relay = relay(told, lacking);
    Intake intake = Intake.of(relay, new Source.Polled(InputStream.nullInputStream()));
    relay.begin();
    lacking[0] = true;
    intake.end(true);
    assertThat(told).containsExactly("subscription");
    lacking[0] = false;
    var unused = intake.servesAgain(); // as when its command is let go of

    assertThat(told).containsExactly("subscription", "complete");
  }

  /** One whose subscriber writes down what it is told. */
  private static LineRelay relay(List<String> told, boolean[] lacking) {
    return new LineRelay(
        new Flow.Subscriber<OutputLine>() {
          @Override
          public void onSubscribe(Flow.Subscription subscription) {
            told.add("subscription");
          }

          @Override
          public void onNext(OutputLine line) {
            told.add(line.text());
          }

          @Override
          public void onError(Throwable thrown) {
            told.add("error");
          }

          @Override
          public void onComplete() {
            told.add("complete");
          }
        },
        task -> {
          if (lacking[0]) {
            throw new OutOfMemoryError("as a test");
          }
          task.run();
        },
        () -> {});
  }
}
