package io.plimsoll.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.core.record.Ring;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parts are files of one size, of which the newest few stay. */
class RingFilesTest {

  private static final int SIZE = 1000;

  @TempDir Path folder;

  private RingFiles ring() {
    return new RingFiles(() -> folder, 3, SIZE);
  }

  private static byte[] filled(int with) {
    byte[] bytes = new byte[SIZE];
    Arrays.fill(bytes, (byte) with);
    return bytes;
  }

  private byte[] part(int place) throws IOException {
    return Files.readAllBytes(folder.resolve(RingFiles.name(place)));
  }

  @Test
  void whatIsAddedIsInTheFileAtOnce() throws IOException {
    try (RingFiles ring = ring()) {
      assertThat(ring.room()).isZero();
      ring.begin();
      assertThat(ring.room()).isEqualTo(SIZE);
      ring.add(filled(7), 10);
      assertThat(ring.room()).isEqualTo(SIZE - 10);
      byte[] seen = part(0);
      assertThat(seen).hasSize(SIZE).startsWith(Arrays.copyOf(filled(7), 10));
      assertThat(seen[10]).isZero();
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(folder.resolve("part-0"))))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void aFirstFileThatWasMadeBeforeIsTakenOnceItIsNeeded() throws IOException {
    try (RingFiles ring = ring()) {
      ring.prepare(Runnable::run);
      assertThat(part(0)).hasSize(SIZE);
      assertThat(RingFiles.isBegun(folder)).isFalse();
      ring.begin();
      ring.add(filled(7), 10);
      assertThat(part(0)).startsWith(Arrays.copyOf(filled(7), 10));
      assertThat(RingFiles.isBegun(folder)).isTrue();
    }
    assertThat(part(0)).hasSize(10);
  }

  @Test
  void oneThatIsNotNeededGoesWithItsFolder() throws IOException {
    Path session = Files.createDirectory(folder.resolve("session"));
    try (RingFiles ring = new RingFiles(() -> session, 3, SIZE)) {
      ring.prepare(Runnable::run);
      assertThat(session.resolve(RingFiles.name(0))).exists();
    }
    assertThat(session).doesNotExist();
  }

  @Test
  void whatKeptItFromBeingMadeIsToldWhenItIsNeeded() {
    RingFiles ring =
        new RingFiles(
            () -> {
              throw new IOException("no disk");
            });
    ring.prepare(Runnable::run);
    assertThatThrownBy(ring::begin).hasMessageContaining("no disk");
    ring.close();
  }

  @Test
  void theOldestIsOverwrittenAndNothingOfItIsLeft() throws IOException {
    try (RingFiles ring = ring()) {
      for (int i = 1; i <= 4; i++) {
        ring.begin();
        ring.add(filled(i), i == 4 ? 20 : SIZE);
      }
      assertThat(folder.resolve(RingFiles.name(3))).doesNotExist();
      assertThat(part(0)).isEqualTo(Arrays.copyOf(Arrays.copyOf(filled(4), 20), SIZE));
      assertThat(part(1)).isEqualTo(filled(2));
      assertThat(part(2)).isEqualTo(filled(3));
    }
  }

  @Test
  void aCleanEndLeavesTheLastFileAsLongAsItsContent() throws IOException {
    RingFiles ring = ring();
    ring.begin();
    ring.add(filled(1), SIZE);
    ring.begin();
    ring.add(filled(2), 30);
    ring.close();
    ring.close();
    assertThat(part(0)).isEqualTo(filled(1));
    assertThat(part(1)).isEqualTo(Arrays.copyOf(filled(2), 30));
    assertThatThrownBy(() -> ring.add(filled(3), 1)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(ring::begin).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void nothingIsMadeBeforeThereIsSomethingToKeep() {
    ring().close();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void whereNobodyMayWriteThereIsNoPlace() {
    RingFiles ring =
        new RingFiles(
            () -> {
              throw new AccessDeniedException("there");
            },
            3,
            SIZE);
    assertThatThrownBy(ring::begin)
        .isInstanceOf(Ring.NoPlaceException.class)
        .hasMessageContaining("there");
    assertThat(ring.room()).isZero();
    ring.close();
  }
}
