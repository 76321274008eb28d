package io.plimsoll.core.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.command.Command;
import io.plimsoll.command.StopSignal;
import io.plimsoll.core.Logged;
import io.plimsoll.core.subprocess.SubprocessEvent;
import io.plimsoll.core.subprocess.SubprocessPolicy;
import io.plimsoll.core.subprocess.SubprocessState;
import io.plimsoll.port.ProcessObserver.Survey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is recorded is decided again as it was, and what differs is found. */
class ReplayerTest {

  private static final int LARGE = 1 << 20;
  private static final SubprocessPolicy POLICY =
      new SubprocessPolicy(
          10 * Session.SECOND, 5 * Session.SECOND, 100, StopSignal.TERM, true, true);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void whateverHappensIsDecidedAgainAsItWas(long seed) {
    Session session = new Session(LARGE, Map.of()).live(20, 600, seed);
    assertThat(session.replay(0)).hasSize((int) session.decisions).allMatch(Replayed::same);
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void eachPartIsReplayedByItselfWhenOlderOnesAreGone(long seed) {
    Session session = new Session(10 << 10, Map.of()).live(20, 600, seed);
    assertThat(session.ring.parts).hasSizeGreaterThan(4);
    int all = session.replay(0).size();
    assertThat(all).isEqualTo((int) session.decisions);
    for (int from = 1; from < session.ring.parts.size(); from++) {
      List<Replayed> later = session.replay(from);
      assertThat(later).isNotEmpty().hasSizeLessThan(all).allMatch(Replayed::same);
    }
  }

  @Test
  void timesAreThoseOfTheSession() {
    Session session = new Session(LARGE, Map.of());
    session.accept(1, Command.of("true"), POLICY);
    session.time.advance(Duration.ofSeconds(3));
    session.on(1, new SubprocessEvent.Admitted());
    session.time.advance(Duration.ofSeconds(30)); // over the end of the ticker
    session.on(1, new SubprocessEvent.Tick());
    assertThat(session.replay(0))
        .extracting(Replayed::at)
        .containsExactly(Duration.ofSeconds(3), Duration.ofSeconds(33));
    assertThat(session.replay(0).get(1).wall()).hasToString("2026-11-24T01:02:36Z");
  }

  @Test
  void aTornLastRecordIsDroppedAndTheRestReplayed() {
    Session session = new Session(LARGE, Map.of()).live(5, 40, 1);
    byte[] whole = session.ring.parts.get(0).toByteArray();
    int first = firstFrameAfterTheHeader(whole);
    for (int length = first; length < whole.length; length += 7) {
      List<Replayed> read = new ArrayList<>();
      long rest = new Replayer().replay(Part.of(Arrays.copyOf(whole, length)), read::add);
      assertThat(read).allMatch(Replayed::same).hasSizeLessThan((int) session.decisions);
      int kept = length;
      // As in a mapped file, whose rest is zeros.
      byte[] mapped = Arrays.copyOf(Arrays.copyOf(whole, length), whole.length + 4096);
      List<Replayed> again = new ArrayList<>();
      long zeros = new Replayer().replay(Part.of(mapped), again::add);
      assertThat(again).as("cut at %d", kept).allMatch(Replayed::same);
      if (again.size() == read.size()) {
        assertThat(zeros > 0).isEqualTo(rest > 0);
      } else {
        assertThat(again).as("what was cut off were zeros").hasSize(read.size() + 1);
        assertThat(zeros).isZero();
      }
    }
  }

  private static int firstFrameAfterTheHeader(byte[] part) {
    return Frames.LEAD + Frames.whole(part, Frames.LEAD, new java.util.zip.CRC32C());
  }

  @Test
  void aChangedByteIsNeverTakenForARecord() {
    Session session = new Session(LARGE, Map.of()).live(3, 12, 2);
    byte[] whole = session.ring.parts.get(0).toByteArray();
    for (int at = firstFrameAfterTheHeader(whole); at < whole.length; at++) {
      byte[] changed = whole.clone();
      changed[at] ^= 4;
      List<Replayed> read = new ArrayList<>();
      long rest = new Replayer().replay(Part.of(changed), read::add);
      assertThat(rest).as("changed at %d", at).isPositive();
      assertThat(read).hasSizeLessThan((int) session.decisions).allMatch(Replayed::same);
    }
  }

  @Test
  void aDecisionThatDiffersIsFound() {
    Session session = new Session(LARGE, Map.of());
    session.accept(1, Command.of("true"), POLICY);
    session.on(1, new SubprocessEvent.Admitted());
    SubprocessState.Starting starting = (SubprocessState.Starting) session.state(1);
    Strand strand = Strand.of(2, Command.of("true"));
    SubprocessEvent event = new SubprocessEvent.Started(session.time.nanos(), "pid 5");
    SubprocessPolicy other =
        new SubprocessPolicy(0, 0, 0, StopSignal.TERM, true, true); // no timeout, no grace
    long now = session.time.nanos();
    session.recorder.command(strand, POLICY, starting, event, now, other.on(starting, event, now));
    SubprocessEvent end = new SubprocessEvent.Cancelled("by its owner", false);
    SubprocessState running = POLICY.on(starting, event, now).next();
    session.recorder.command(
        Strand.of(3, Command.of("true")), POLICY, running, end, now, other.on(running, end, now));
    assertThat(session.replay(0))
        .extracting(Replayed::found)
        .containsExactly(
            Replayed.Found.SAME, Replayed.Found.OTHER_STATE, Replayed.Found.OTHER_STATE);
    Replayed last = session.replay(0).get(2);
    assertThat(last.to()).isEqualTo("Killing");
    assertThat(last.decided().next()).isInstanceOf(SubprocessState.Stopping.class);
    assertThat(last.effects().toString()).contains("KILL");
  }

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
    String written =
        new String(session.ring.parts.get(0).toByteArray(), StandardCharsets.ISO_8859_1);
    assertThat(written)
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
    assertThat(new String(session.ring.parts.get(0).toByteArray(), StandardCharsets.ISO_8859_1))
        .doesNotContain("cancelled");
    assertThat(session.replay(0)).hasSize(4).allMatch(Replayed::same);
  }

  @Test
  void otherFormatsAndOtherFilesAreRefusedInWords() {
    byte[] part = new Session(LARGE, Map.of()).live(1, 5, 1).ring.parts.get(0).toByteArray();
    part[Frames.LEAD - 1] = 2;
    assertThatThrownBy(() -> Part.of(part))
        .isInstanceOf(UnreadableException.class)
        .hasMessageContaining("is of format 2, this version reads 1");
    assertThatThrownBy(() -> Part.of("{\"id\":1}".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(UnreadableException.class)
        .hasMessageContaining("is no recording");
    part[Frames.LEAD - 1] = Frames.FORMAT;
    part[Frames.LEAD + 20] ^= 1;
    assertThatThrownBy(() -> Part.of(part))
        .isInstanceOf(UnreadableException.class)
        .hasMessageContaining("header is torn");
  }

  @Test
  void aPartThatWasBeingBegunIsToldFromOneThatIsNone() {
    byte[] part = new Session(LARGE, Map.of()).live(1, 5, 1).ring.parts.get(0).toByteArray();
    byte[] overwritten = part.clone();
    Arrays.fill(overwritten, 0, 100, (byte) 0);
    assertThat(Part.isBeingBegun(overwritten)).isTrue();
    assertThat(Part.isBeingBegun(new byte[0])).isTrue();
    assertThat(Part.isBeingBegun(Arrays.copyOf(part, 300))).isTrue();
    assertThat(Part.isBeingBegun(Arrays.copyOf(Arrays.copyOf(part, 300), 9_000))).isTrue();
    assertThat(Part.isBeingBegun(part)).isFalse();
    assertThat(Part.isBeingBegun("{}".getBytes(StandardCharsets.UTF_8))).isFalse();
    part[Frames.LEAD - 1] = 2;
    assertThat(Part.isBeingBegun(part)).isFalse();
  }

  @Test
  void whereItCannotBeKeptTheRuntimeGoesOnAndItIsSaidOnce() {
    try (Logged logged = new Logged(FlightRecorder.class)) {
      Session session = new Session(4 << 10, Map.of());
      session.ring.full = true;
      session.live(3, 50, 1);
      assertThat(session.ring.closed).isTrue();
      assertThat(logged.lines())
          .singleElement()
          .asString()
          .contains("is recorded no more, the runtime goes on: No space left on device");
    }
  }

  @Test
  void aDecisionThatIsTooLargeIsLeftOutAndTheNextIsWhole() {
    Session session = new Session(12 << 10, Map.of());
    session.accept(1, Command.of("true"), POLICY);
    session.on(1, new SubprocessEvent.Admitted());
    session.on(1, new SubprocessEvent.Started(session.time.nanos(), "x".repeat(20_000)));
    session.on(1, new SubprocessEvent.Started(session.time.nanos(), "x".repeat(600_000)));
    session.on(1, new SubprocessEvent.Exited(0));
    assertThat(session.replay(0))
        .allMatch(Replayed::same)
        .extracting(step -> step.event().getClass().getSimpleName())
        .containsExactly("Admitted", "Exited");
  }
}
