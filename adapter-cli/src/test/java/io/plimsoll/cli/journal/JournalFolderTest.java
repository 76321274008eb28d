package io.plimsoll.cli.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.cli.journal.Journal.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalFolderTest {

  @TempDir private Path temp;

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private void refused(Path folder, String words) {
    assertThatThrownBy(() -> Journal.open(folder, Mode.FRESH).close())
        .isInstanceOf(JournalException.class)
        .hasMessageStartingWith("journal " + folder)
        .hasMessageContaining(words);
  }

  @Test
  void itIsItsOwnersAlone() throws Exception {
    Path folder = temp.resolve("new");
    Journal.open(folder, Mode.FRESH).close();
    assertThat(mode(folder)).isEqualTo("rwx------");
    assertThat(mode(folder.resolve("journal"))).isEqualTo("rw-------");
    assertThat(mode(folder.resolve("lock"))).isEqualTo("rw-------");
  }

  @Test
  void oneThatOthersMayReadIsMendedOneThatTheyMayWriteIsRefused() throws Exception {
    Path readable = Files.createDirectory(temp.resolve("readable"));
    Files.setPosixFilePermissions(readable, PosixFilePermissions.fromString("rwxr-xr-x"));
    Journal.open(readable, Mode.FRESH).close();
    assertThat(mode(readable)).isEqualTo("rwx------");
    Path writable = Files.createDirectory(temp.resolve("writable"));
    Files.setPosixFilePermissions(writable, PosixFilePermissions.fromString("rwxrwx---"));
    refused(writable, "can be written by others (rwxrwx---); must be yours alone; try chmod 700");
    assertThat(writable).isEmptyDirectory();
  }

  @Test
  void aLinkAFileAndAFolderOfOtherThingsAreRefused() throws Exception {
    Path real = Files.createDirectory(temp.resolve("real"));
    refused(Files.createSymbolicLink(temp.resolve("link"), real), "is a link");
    refused(Files.writeString(temp.resolve("file"), ""), "is no folder");
    refused(temp.resolve("file/below"), "try another folder");
    refused(temp.resolve("none/below"), "the folder around it is not there");
    Files.writeString(real.resolve("letters"), "");
    refused(real, "holds something else ('letters')");
  }

  @Test
  void aJournalOrALockThatIsALinkIsRefused() throws Exception {
    for (String name : new String[] {"journal", "lock"}) {
      Path folder = Files.createDirectory(temp.resolve("with-" + name));
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
      Path elsewhere = Files.writeString(temp.resolve("elsewhere"), "");
      Files.createSymbolicLink(folder.resolve(name), elsewhere);
      assertThatThrownBy(() -> Journal.open(folder, Mode.RESUME).close())
          .isInstanceOf(JournalException.class);
      assertThat(elsewhere).isEmptyFile();
    }
  }

  @Test
  void oneThatBelongsToAnotherIsRefused() throws Exception {
    Path folder = Files.createDirectory(temp.resolve("foreign"));
    Object self = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    if (self.equals(0)) {
      Files.setAttribute(folder, "unix:uid", 12_345);
      refused(folder, "belongs to user 12345; must be your own (user 0)");
    } else {
      refused(Path.of("/"), "belongs to user 0; must be your own (user " + self + ")");
    }
  }

  @Test
  void oneIsAtWorkInItAtATime() throws Exception {
    Path folder = temp.resolve("one");
    Journal first = Journal.open(folder, Mode.FRESH);
    try {
      assertThatThrownBy(() -> Journal.open(folder, Mode.RESUME))
          .hasMessageContaining("is in use by another batch")
          .hasMessageContaining("process " + ProcessHandle.current().pid());
    } finally {
      first.close();
    }
    Journal.open(folder, Mode.RESUME).close();
  }

  @Test
  void anEarlierBatchIsNotOverwritten() throws Exception {
    Path folder = temp.resolve("earlier");
    try (Journal journal = Steps.started(folder, Mode.FRESH)) {
      Steps.record(journal, Steps.begin(1));
    }
    refused(folder, "holds an earlier batch; must be empty; try --resume");
  }

  @Test
  void oneThatAcceptedNothingMayBeBegunAnew() throws Exception {
    Path folder = temp.resolve("nothing-accepted");
    Journal.open(folder, Mode.FRESH).close();
    try (Journal journal = Journal.open(folder, Mode.FRESH)) {
      assertThat(journal.known()).isZero();
    }
  }

  @Test
  void goingOnWithNothingBeginsAnew() throws Exception {
    try (Journal journal = Journal.open(temp.resolve("nothing"), Mode.RESUME)) {
      assertThat(journal.known()).isZero();
    }
  }

  @Test
  void aFileThatIsNoJournalIsLeftAlone() throws Exception {
    Path folder = temp.resolve("letter");
    Files.createDirectory(folder);
    Path file = Files.writeString(folder.resolve("journal"), "Dear diary\n");
    assertThatThrownBy(() -> Journal.open(folder, Mode.RESUME))
        .hasMessageContaining("is no journal of a batch");
    assertThat(file).hasContent("Dear diary");
  }
}
