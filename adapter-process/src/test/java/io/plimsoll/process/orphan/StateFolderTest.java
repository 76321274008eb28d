package io.plimsoll.process.orphan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisabledOnOs(OS.WINDOWS)
class StateFolderTest {

  @TempDir private Path temp;
  private Path folder;

  @BeforeEach
  void name() {
    folder = temp.resolve("state");
  }

  private static void mode(Path path, String mode) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void whatIsMadeIsItsOwnersAlone() throws Exception {
    Path session = StateFolder.checked(folder).make("s1");
    assertThat(session).isEqualTo(folder.resolve("sessions/s1"));
    for (Path made : new Path[] {folder, folder.resolve("sessions"), session}) {
      assertThat(mode(made)).as(made.toString()).isEqualTo("rwx------");
    }
  }

  @Test
  void lookingMakesNothing() {
    StateFolder.checked(folder);
    assertThat(folder).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"state", "state/sessions"})
  void aLinkIsRefused(String place) throws Exception {
    Path target = Files.createDirectory(temp.resolve("target"));
    Path link = temp.resolve(place);
    if (!link.getParent().equals(temp)) {
      mode(Files.createDirectories(link.getParent()), "rwx------");
    }
    Files.createSymbolicLink(link, target);
    assertThatThrownBy(() -> StateFolder.checked(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "state.folder: '%s' is a link; must be a folder; remove it or set state.folder to a folder"
                .formatted(link));
  }

  @Test
  void aFileIsRefused() throws Exception {
    Files.createFile(folder);
    assertThatThrownBy(() -> StateFolder.checked(folder)).hasMessageContaining("is a file; must");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rwxrwx---", "rwx---rwx", "rwx----w-"})
  void whatOthersCanWriteIsRefusedWithTheRemedy(String mode) throws Exception {
    Files.createDirectory(folder);
    mode(folder, mode);
    assertThatThrownBy(() -> StateFolder.checked(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("can be written by others (")
        .hasMessageEndingWith("try chmod 700 '" + folder + "'");
    assertThat(mode(folder)).isEqualTo(mode);
  }

  @Test
  void whatOthersCanOnlyReadIsMended() throws Exception {
    Files.createDirectory(folder);
    mode(folder, "rwxr-xr-x");
    assertThatCode(() -> StateFolder.checked(folder)).doesNotThrowAnyException();
    assertThat(mode(folder)).isEqualTo("rwx------");
  }

  @Test
  void anotherUsersFolderIsRefused() throws Exception {
    Path theirs = Path.of("/proc/1").toRealPath();
    Object self = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    if (self.equals(Files.getAttribute(theirs, "unix:uid"))) { // we may give one away
      theirs = Files.createDirectory(folder);
      Files.setAttribute(theirs, "unix:uid", 65_534);
    }
    Path foreign = theirs;
    assertThatThrownBy(() -> StateFolder.checked(foreign))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("belongs to user")
        .hasMessageEndingWith("set state.folder to one of your own");
  }

  @Test
  void whereNoneCanBeMadeItIsSaidOnlyWhenItIsNeeded() {
    StateFolder nowhere = StateFolder.checked(Path.of("/proc/none/state"));
    assertThatThrownBy(() -> nowhere.make("s1")).isInstanceOf(IOException.class);
  }
}
