package io.plimsoll.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.command.Command;
import io.plimsoll.command.StopSignal;
import io.plimsoll.core.Logged;
import io.plimsoll.core.memory.MemoryEvent;
import io.plimsoll.core.subprocess.SubprocessEvent;
import io.plimsoll.core.subprocess.SubprocessPolicy;
import io.plimsoll.port.ProcessObserver.Survey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the recorder writes, what it leaves out, and what it does where it cannot write. */
class FlightRecorderTest {

  private static final int LARGE = 1 << 20;
  private static final SubprocessPolicy POLICY =
      new SubprocessPolicy(
          10 * Session.SECOND, 5 * Session.SECOND, 100, StopSignal.TERM, true, true);

  @Test
  void secretsStayOutAndTheRestIsComparedAsEver() {
    String token = "tok-8f1c2a77b0";
    String password = "--password=hunter2hunter2";
    Session session = new Session(LARGE, Map.of("OUR_API_KEY", token));
    Command command = Command.of("tool", password, "-v");
    command = command.environment(command.environment().with("DB_SECRET", "gehe1m-gehe1m"));
    session.accept(1, command, POLICY);
    session.accept(2, Command.of("other"), POLICY);
    for (long number = 1; number <= 2; number++) {
      session.on(number, new SubprocessEvent.Admitted());
      session.on(number, new SubprocessEvent.Started(session.time.nanos(), "pid 7"));
    }
    Survey survey = new Survey(1, 0, 5, 1, "tool gehe1m-gehe1m (pid 7)");
    session.on(1, new SubprocessEvent.Surveyed(survey));
    session.on(1, new SubprocessEvent.Cancelled("no more of " + password, false));
    session.on(2, new SubprocessEvent.Cancelled("with " + token + " and tok-8f1c2...", false));
    session.time.advance(Duration.ofSeconds(6));
    session.on(1, new SubprocessEvent.Tick());
    session.on(2, new SubprocessEvent.Tick());
    session.on(1, new SubprocessEvent.Exited(3));
    assertThat(session.ring.text(0))
        .doesNotContain(token, password, "hunter2", "gehe1m", "tok-8f1c2")
        .contains("pid 7", "(redacted)");
    assertThat(session.replay(0)).hasSize((int) session.decisions).allMatch(Replayed::same);
  }

  @Test
  void aSecretThatIsAWordOfOurOwnMakesNoDifference() {
    Session session = new Session(LARGE, Map.of("MY_TOKEN", "cancelled"));
    session.accept(1, Command.of("tool"), POLICY);
    session.on(1, new SubprocessEvent.Admitted());
    session.on(1, new SubprocessEvent.Started(session.time.nanos(), ""));
    session.on(1, new SubprocessEvent.Cancelled("by its owner", false));
    session.time.advance(Duration.ofSeconds(6));
    session.on(1, new SubprocessEvent.Tick());
    assertThat(session.ring.text(0)).doesNotContain("cancelled");
    assertThat(session.replay(0)).hasSize(4).allMatch(Replayed::same);
  }

  @Test
  void whereItCannotBeKeptTheRuntimeGoesOnAndItIsSaidOnce() {
    try (Logged logged = new Logged(FlightRecorder.class)) {
      Session session = new Session(4 << 10, Map.of());
      session.ring.failure = new IllegalStateException("No space left on device");
      session.live(3, 50, 1);
      assertThat(session.ring.closed).isTrue();
      assertThat(session.recorder.lost()).isGreaterThan(10);
      assertThat(logged.lines())
          .singleElement()
          .asString()
          .startsWith("WARNING")
          .contains("is recorded no more, the runtime goes on: No space left on device");
    }
  }

  @Test
  void aDecisionThatIsTooLargeIsLeftOutAndTheNextIsWhole() {
    Session session = new Session(12 << 10, Map.of());
    try (Logged logged = new Logged(FlightRecorder.class).withDebug()) {
      session.accept(1, Command.of("true"), POLICY);
      session.on(1, new SubprocessEvent.Admitted());
      session.on(1, new SubprocessEvent.Started(session.time.nanos(), "x".repeat(20_000)));
      session.on(1, new SubprocessEvent.Exited(0));
      session.accept(2, Command.of("true"), POLICY);
      session.on(2, new SubprocessEvent.Admitted());
      session.on(2, new SubprocessEvent.Started(session.time.nanos(), "x".repeat(600_000)));
      session.on(2, new SubprocessEvent.Exited(0));
      assertThat(logged.lines()).hasSize(2).allMatch(line -> line.contains("is left out"));
    }
    assertThat(session.replay(0))
        .allMatch(Replayed::same)
        .extracting(step -> step.event().getClass().getSimpleName())
        .containsExactly("Admitted", "Exited", "Admitted", "Exited");
  }

  @Test
  void aTreeWhoseNameIsASecretIsDecidedAboutWithoutItsWords() {
    String token = "5e55104-123456789";
    Session session = new Session(LARGE, Map.of("A_TOKEN", token));
    session.on(new MemoryEvent.TreeGone("5e55104-1"));
    session.on(new MemoryEvent.TreeGone(token));
    session.on(new MemoryEvent.TreeGone("5e55104-2"));
    assertThat(session.ring.text(0)).doesNotContain("123456789").contains("(redacted)");
    assertThat(session.replay(0)).hasSize(3).allMatch(Replayed::same);
  }

  @Test
  void aDecisionThatFollowsFromTheOneBeforeTakesSomeFiftyBytes() {
    Session session = running();
    int before = session.ring.parts.get(0).size();
    for (int i = 0; i < 100; i++) {
      session.time.advance(Duration.ofMillis(50));
      session.on(1, new SubprocessEvent.Surveyed(new Survey(1, 0, 50, 1, "sh (pid 7)")));
    }
    assertThat(session.ring.parts.get(0).size() - before).isLessThan(100 * 50);
  }

  private static Session running() {
    Session session = new Session(LARGE, Map.of());
    session.accept(1, Command.of("true"), POLICY);
    session.on(1, new SubprocessEvent.Admitted());
    session.on(1, new SubprocessEvent.Started(session.time.nanos(), "pid 7"));
    return session;
  }

  @Test
  void whatIsSecretOfACommandIsGatheredOnce() {
    Session session = new Session(LARGE, Map.of());
    Strand strand = session.accept(1, Command.of("tool", "--password=hunter2"), POLICY);
    assertThat(strand.mask).isNull();
    session.on(1, new SubprocessEvent.Admitted());
    Mask mask = strand.mask;
    assertThat(mask).isNotNull();
    session.on(1, new SubprocessEvent.Started(session.time.nanos(), "pid 7"));
    assertThat(strand.mask).isSameAs(mask);
  }

  @Test
  void aPartIsFilledToItsLastByte() {
    int full = running().ring.parts.get(0).size();
    for (int less = 0; less <= 1; less++) {
      Session session = new Session(full - less, Map.of());
      session.accept(1, Command.of("true"), POLICY);
      session.on(1, new SubprocessEvent.Admitted());
      session.on(1, new SubprocessEvent.Started(session.time.nanos(), "pid 7"));
      assertThat(session.ring.parts).hasSize(1 + less);
      assertThat(session.recorder.bytes())
          .isEqualTo(session.ring.parts.stream().mapToLong(ByteArrayOutputStream::size).sum());
      assertThat(session.recorder.lost()).isZero();
    }
  }

  @Test
  void aDecisionThatFillsAPartAloneIsKept() {
    Session large = new Session(LARGE, Map.of());
    large.accept(1, Command.of("true"), POLICY);
    large.on(1, new SubprocessEvent.Admitted());
    int full = large.ring.parts.get(0).size();
    for (int less = 0; less <= 1; less++) {
      Session session = new Session(full - less, Map.of());
      session.accept(1, Command.of("true"), POLICY);
      session.on(1, new SubprocessEvent.Admitted());
      assertThat(session.replay(0)).hasSize(1 - less);
      assertThat(session.recorder.lost()).isEqualTo(less);
    }
  }

  @Test
  void whereNothingMayBeWrittenThatIsNoWarning() {
    try (Logged logged = new Logged(FlightRecorder.class)) {
      Session session = new Session(LARGE, Map.of());
      session.ring.failure = new Ring.NoPlaceException("/nowhere", new IOException("denied"));
      session.live(3, 50, 1);
      assertThat(logged.lines()).singleElement().asString().startsWith("INFO what is decided");
    }
  }

  @Test
  void whateverGoesWrongStopsTheRecordingAndNothingElse() {
    try (Logged logged = new Logged(FlightRecorder.class)) {
      Session session = running();
      session.ring.failure = new StackOverflowError("deep down");
      session.ring.turn();
      session.on(1, new SubprocessEvent.Exited(0));
      session.on(new MemoryEvent.ConfirmFailed());
      assertThat(session.ring.closed).isTrue();
      assertThat(session.recorder.lost()).isEqualTo(2);
      assertThat(logged.lines()).singleElement().asString().startsWith("WARNING").contains("deep");
    }
  }

  @Test
  void aRecordingThatCannotBeClosedIsSaidAndHarmless() {
    try (Logged logged = new Logged(FlightRecorder.class).withDebug()) {
      Session session = running();
      session.ring.failure = new IllegalStateException("gone");
      session.recorder.close();
      session.on(1, new SubprocessEvent.Exited(0));
      assertThat(session.replay(0)).hasSize(2);
      assertThat(logged.lines()).singleElement().asString().contains("could not be closed", "gone");
    }
  }
}
