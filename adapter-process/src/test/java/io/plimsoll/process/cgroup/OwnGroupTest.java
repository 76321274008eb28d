package io.plimsoll.process.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our own control group is found by what kernels, namespaces and containers tell of it. */
class OwnGroupTest {

  @TempDir Path mount;

  private static String mounted(String root, Object point) {
    return "41 31 0:38 %s %s rw,nosuid shared:9 - cgroup2 cgroup2 rw,nsdelegate"
        .formatted(root, point);
  }

  private static final String OTHER =
      "35 31 0:32 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory";

  private Path made(String below) throws IOException {
    return Files.createDirectories(mount.resolve(below));
  }

  private static void isFound(OwnGroup own, Path folder) {
    assertThat(own.reason()).isEmpty();
    assertThat(own.folder()).hasValue(folder);
  }

  private static void isNotFound(OwnGroup own, String reason) {
    assertThat(own.folder()).isEmpty();
    assertThat(own.reason()).contains(reason, ";");
  }

  @Test
  void withVersionTwoAloneItLiesBelowTheMount() throws IOException {
    Path own = made("user.slice/app.scope");
    isFound(OwnGroup.of(List.of(mounted("/", mount)), List.of("0::/user.slice/app.scope")), own);
  }

  @Test
  void besideVersionOneOnlyTheLineOfVersionTwoCounts() throws IOException {
    Path own = made("job");
    isFound(
        OwnGroup.of(
            List.of(OTHER, mounted("/", mount)),
            List.of("9:name=systemd:/else", "4:memory:/other", "0::/job")),
        own);
  }

  @Test
  void atTheRootOfItsNamespaceItIsTheMountItself() {
    isFound(OwnGroup.of(List.of(mounted("/", mount)), List.of("0::/")), mount);
  }

  @Test
  void aMountOfAPartShowsWhatLiesBelowThatPart() throws IOException {
    Path own = made("inner");
    List<String> mounts = List.of(mounted("/docker/abc", mount));
    isFound(OwnGroup.of(mounts, List.of("0::/docker/abc/inner")), own);
    isFound(OwnGroup.of(mounts, List.of("0::/docker/abc")), mount);
    isNotFound(OwnGroup.of(mounts, List.of("0::/docker/abcd")), "shows our own group");
  }

  @Test
  void blanksAndBackslashesInPathsAreReadAsTheyAre() throws IOException {
    Path spaced = made("with blank\\x2d");
    Path own = Files.createDirectories(spaced.resolve("a"));
    String written = spaced.toString().replace("\\", "\\134").replace(" ", "\\040");
    isFound(OwnGroup.of(List.of(mounted("/", written)), List.of("0::/a")), own);
  }

  @Test
  void versionOneAloneIsNotEnough() {
    isNotFound(
        OwnGroup.of(List.of(OTHER), List.of("4:memory:/")), "no control groups of version 2");
  }

  @Test
  void notMountedItIsNotFound() {
    isNotFound(OwnGroup.of(List.of(OTHER), List.of("0::/")), "mount one");
  }

  @Test
  void outsideOfItsNamespaceOrRemovedItIsNotFound() {
    List<String> mounts = List.of(mounted("/", mount));
    isNotFound(OwnGroup.of(mounts, List.of("0::/../outside")), "/../outside");
    isNotFound(OwnGroup.of(mounts, List.of("0::/gone (deleted)")), "(deleted)");
    isNotFound(OwnGroup.of(mounts, List.of("0::/not-there")), "/not-there");
  }

  @Test
  void whatIsNoControlGroupIsRefusedWithARemedyAndLeftAsItWas() throws IOException {
    OwnGroup own = OwnGroup.of(List.of(mounted("/", mount)), List.of("0::/"));
    assertThat(own.tried("s1").reason()).contains("not 'domain'", "Delegate=yes");
    try (var left = Files.list(mount)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void whatCannotBeWrittenIsRefusedWithARemedy() {
    OwnGroup own = OwnGroup.of(List.of(mounted("/", "/proc/self")), List.of("0::/task"));
    assertThat(own.tried("s1").reason()).contains("cannot be written", "run as root");
  }
}
