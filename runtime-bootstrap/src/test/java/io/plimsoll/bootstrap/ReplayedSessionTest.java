package io.plimsoll.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.Replay;
import io.plimsoll.core.memory.MemoryEvent;
import io.plimsoll.core.memory.MemoryPolicy;
import io.plimsoll.core.memory.MemoryState;
import io.plimsoll.core.record.FlightRecorder;
import io.plimsoll.core.record.Part;
import io.plimsoll.core.record.UnreadableException;
import io.plimsoll.port.Ticker;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recording of several parts, and what may be wrong with them. */
class ReplayedSessionTest {

  private static final int SIZE = 10 << 10;
  private static final int FILES = 4;

  @TempDir Path folder;

  /** Four parts, the oldest of them the second one of the session. */
  @BeforeEach
  void record() {
    try (FlightRecorder recorder =
        new FlightRecorder(
            "5e55104", Map.of(), Ticker.system(), new RingFiles(() -> folder, FILES, SIZE))) {
      int more = 0;
      for (int i = 0; more < 5; i++) {
        more += part(0).equals("4") ? 1 : 0;
        take(recorder, new MemoryEvent.TreeGone("5e55104-" + i));
      }
    }
  }

  private static void take(FlightRecorder recorder, MemoryEvent event) {
    MemoryPolicy policy = MemoryPolicy.usual();
    MemoryState state = MemoryState.start();
    long now = System.nanoTime();
    recorder.memory(policy, state, event, now, policy.on(state, event, now));
  }

  /** Which part of the session the file holds. */
  private String part(int file) {
    Path path = folder.resolve(RingFiles.name(file));
    try {
      return Files.exists(path)
          ? Long.toString(Part.of(Files.readAllBytes(path)).header().part())
          : "";
    } catch (IOException | UnreadableException e) {
      return "";
    }
  }

  private Replay.Result replay() throws IOException {
    return Replay.of(folder).run(Optional.empty(), Map.of(), step -> {});
  }

  private void change(int file, int at, int mask) throws IOException {
    try (RandomAccessFile content =
        new RandomAccessFile(folder.resolve(RingFiles.name(file)).toFile(), "rw")) {
      content.seek(at);
      int was = content.read();
      content.seek(at);
      content.write(was ^ mask);
    }
  }

  @Test
  void allPartsAreReplayedInTheirOrder() throws IOException {
    assertThat(replay().identical()).isTrue();
    assertThat(replay().parts()).isEqualTo(FILES);
    assertThat(replay().torn()).isFalse();
  }

  @Test
  void aPartWhoseHeaderIsDamagedIsNamedAndTheOthersAreReplayed() throws IOException {
    change(2, 500, 1);
    assertThat(replay().parts()).isEqualTo(FILES - 1);
    assertThat(replay().problems()).hasSize(2);
    assertThat(replay().problems().get(0)).contains("part-2: its header is torn");
    assertThat(replay().problems().get(1)).contains("part 3 follows part 1: what lies between");
    assertThat(replay().differing()).isZero();
    assertThat(replay().identical()).isFalse();
  }

  @Test
  void theNewestPartIsNoDifferentWhereItsHeaderIsDamaged() throws IOException {
    change(0, 3, 1);
    assertThat(replay().problems()).singleElement().asString().contains("part-0: is no recording");
    change(0, 3, 1);
    change(0, 7, 2);
    assertThat(replay().problems()).singleElement().asString().contains("part-0: is of format 3");
  }

  @Test
  void aPartThatWasOnlyBeingBegunIsNoProblem() throws IOException {
    Path newest = folder.resolve(RingFiles.name(0));
    byte[] content = Files.readAllBytes(newest);
    Files.write(newest, Arrays.copyOf(Arrays.copyOf(content, 300), SIZE));
    assertThat(replay().problems()).isEmpty();
    assertThat(replay().torn()).isTrue();
  }

  @Test
  void damageInTheNewestPartIsToldFromATornRecord() throws IOException {
    Path newest = folder.resolve(RingFiles.name(0));
    byte[] content = Files.readAllBytes(newest);
    Files.write(newest, Arrays.copyOf(content, content.length - 3));
    assertThat(replay().torn()).isTrue();
    assertThat(replay().identical()).isTrue();
    Files.write(newest, content);
    change(0, content.length - 500, 1);
    assertThat(replay().torn()).isFalse();
    assertThat(replay().problems())
        .singleElement()
        .asString()
        .contains("part 4 is damaged: its last");
  }

  @Test
  void whereNoPartCanBeReadTheFirstReasonIsGiven() throws IOException {
    for (int file = 0; file < FILES; file++) {
      change(file, 7, 2);
    }
    assertThatThrownBy(() -> Replay.of(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("part-0: is of format 3, this version reads 1");
  }
}
