package io.plimsoll.cli.batch;

import static io.plimsoll.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.Plimsoll;
import io.plimsoll.Running;
import io.plimsoll.Settings;
import io.plimsoll.command.Command;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A runtime with one place, which somebody else has. */
@Timeout(60)
class DoorstepTest {

  @TempDir Path folder;
  private Plimsoll plimsoll;
  private Running occupant;

  @BeforeEach
  void occupyTheOnlyPlace() {
    plimsoll =
        Plimsoll.start(
            Settings.of(
                Map.of(
                    "state.folder", folder.toString(),
                    "process.concurrency", "1",
                    "process.queue", "0")));
    occupant = plimsoll.submit(Command.of("sleep", "50"));
  }

  @AfterEach
  void close() {
    plimsoll.close();
  }

  /** Says what becomes of it. */
  private record Caller(String name, BlockingQueue<String> told) implements Doorstep.Guest {

    @Override
    public Command command() {
      return Command.of("true");
    }

    @Override
    public void taken(Running running) {
      told.add(name + " taken");
    }

    @Override
    public void sentHome(String why) {
      told.add(name + " sent home: " + why);
    }
  }

  @Test
  void whoeverBringsAJobThatIsNotTakenGoesOnAndTheyAreTakenInOrder() throws Exception {
    BlockingQueue<String> told = new LinkedBlockingQueue<>();
    Doorstep doorstep = new Doorstep(plimsoll);
    doorstep.bring(new Caller("first", told));
    doorstep.bring(new Caller("second", told));
    assertThat(told).isEmpty();
    occupant.cancel("makes room");
    assertThat(told.poll(20, TimeUnit.SECONDS)).isEqualTo("first taken");
    assertThat(told.poll(20, TimeUnit.SECONDS)).isEqualTo("second taken");
  }

  @Test
  void whoWaitsWhenItIsClosedIsSentHomeAndWhoComesLater() throws Exception {
    BlockingQueue<String> told = new LinkedBlockingQueue<>();
    Doorstep doorstep = new Doorstep(plimsoll);
    doorstep.bring(new Caller("first", told));
    doorstep.bring(new Caller("second", told));
    doorstep.close("it is late");
    doorstep.close("counts no more");
    assertThat(told.poll(20, TimeUnit.SECONDS)).isEqualTo("first sent home: it is late");
    assertThat(told.poll(20, TimeUnit.SECONDS)).isEqualTo("second sent home: it is late");
    doorstep.bring(new Caller("third", told));
    assertThat(told.poll(20, TimeUnit.SECONDS)).isEqualTo("third sent home: it is late");
  }

  @Test
  void aRuntimeThatIsClosedSendsHomeWhoWaitsAndWhoComesLater() throws Exception {
    BlockingQueue<String> told = new LinkedBlockingQueue<>();
    Doorstep doorstep = new Doorstep(plimsoll);
    doorstep.bring(new Caller("first", told));
    plimsoll.close();
    assertThat(told.poll(20, TimeUnit.SECONDS)).startsWith("first sent home: ").contains("clos");
    doorstep.bring(new Caller("second", told));
    assertThat(told.poll(20, TimeUnit.SECONDS)).startsWith("second sent home: ").contains("clos");
  }

  @Test
  void aBatchThatWaitsAtTheDoorCanBeStopped() throws Exception {
    Plan plan = Plans.in("/", 4, 100, 0, false);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Batch batch = new Batch(plan, plimsoll, out, Curtain.NONE, null, null, null);
    InputStream jobs =
        new ByteArrayInputStream(
            "{\"command\":[\"true\"]}\n".repeat(3).getBytes(StandardCharsets.UTF_8));
    CompletableFuture<Void> ended =
        CompletableFuture.runAsync(
            () -> {
              try {
                batch.run(jobs);
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    await("all jobs are at the door", batch::readToEnd);
    batch.stop("enough");
    ended.get(20, TimeUnit.SECONDS);
    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .hasSize(3)
        .allMatch(line -> line.contains("\"outcome\":\"cancelled\",\"reason\":\"enough\""));
    assertThat(batch.tally().total()).isEqualTo(3);
  }
}
