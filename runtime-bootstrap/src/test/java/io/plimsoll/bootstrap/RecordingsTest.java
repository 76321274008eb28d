package io.plimsoll.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The last recordings are kept, and those of runtimes that live. */
class RecordingsTest {

  @TempDir Path temp;

  private Recordings recordings;

  @BeforeEach
  void place() {
    recordings = Recordings.below(temp.resolve("state"));
  }

  /** One of a process that is gone, so old. */
  private Path dead(String session, int age) throws IOException {
    Path made = recordings.make(session);
    Files.write(made.resolve("part-0"), new byte[3]);
    Files.writeString(made.resolve("owner"), ProcessHandle.current().pid() + " 1000\n");
    Files.setLastModifiedTime(made.resolve("owner"), FileTime.fromMillis(1_000_000L - age));
    return made;
  }

  @Test
  void foldersAreTheirOwnersAlone() throws IOException {
    Path made = recordings.make("one");
    for (Path each = made; !each.equals(temp); each = each.getParent()) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
          .isEqualTo("rwx------");
    }
    assertThat(made).isEqualTo(temp.resolve("state/recordings/one"));
  }

  @Test
  void theOldestOfThoseThatAreGoneIsRemoved() throws IOException {
    Path living = recordings.make("living");
    Files.setLastModifiedTime(living.resolve("owner"), FileTime.fromMillis(1));
    int dead = Recordings.MOST + Recordings.SLACK - 1;
    for (int i = 0; i < dead; i++) {
      dead("dead" + i, i);
    }
    assertThat(recordings.newestFirst()).hasSize(dead + 1);
    Path newest = recordings.make("newest");
    assertThat(recordings.newestFirst())
        .contains(living, newest, recordings.folder().resolve("dead0"))
        .doesNotContain(recordings.folder().resolve("dead" + (Recordings.MOST - 1)))
        .doesNotContain(recordings.folder().resolve("dead" + (dead - 1)))
        .hasSize(Recordings.MOST + 1);
    assertThat(Recordings.lives(living)).isTrue();
    assertThat(Recordings.lives(recordings.folder().resolve("dead0"))).isFalse();
  }

  @Test
  void whatWasLeftHalfMadeGoesWhenItIsOldAndNotWhileItIsMade() throws IOException {
    Path half = Files.createDirectories(recordings.folder().resolve("half"));
    Files.setLastModifiedTime(half, FileTime.fromMillis(1));
    Path being = Files.createDirectories(recordings.folder().resolve("being"));
    for (int i : IntStream.range(0, Recordings.MOST + Recordings.SLACK - 1).toArray()) {
      dead("dead" + i, i);
    }
    assertThat(half).doesNotExist();
    assertThat(being).exists();
    assertThat(recordings.newestFirst()).hasSize(Recordings.MOST);
  }

  @Test
  void aLinkIsRefused() throws IOException {
    Path elsewhere = Files.createDirectory(temp.resolve("elsewhere"));
    Files.createDirectory(temp.resolve("state"));
    Files.createSymbolicLink(recordings.folder(), elsewhere);
    assertThatThrownBy(() -> recordings.make("one"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is no folder, or a link; remove it");
    assertThat(elsewhere).isEmptyDirectory();
  }

  @Test
  void whereThereAreNoneThereAreNone() throws IOException {
    assertThat(recordings.newestFirst()).isEmpty();
  }
}
