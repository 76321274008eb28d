package io.plimsoll.cli.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchPathTest {

  @TempDir Path temp;

  private final Disk disk = new Disk();
  private Path root;

  @BeforeEach
  void real() throws IOException {
    root = temp.toRealPath();
  }

  private Sighting find(String path, String name) {
    return new SearchPath(disk, path, root).find(name);
  }

  private static List<Path> seen(Sighting sighting) {
    Sighting.Seen seen = (Sighting.Seen) sighting;
    List<Path> all = new ArrayList<>(List.of(seen.path()));
    all.addAll(seen.shadowed());
    return all;
  }

  @Test
  void theFirstHitWinsAndOtherFilesFurtherDownAreShadowed() throws IOException {
    Path first = Trees.script(root.resolve("a/tool"), "");
    Path second = Trees.script(root.resolve("c/tool"), "");
    Trees.link(root.resolve("b/tool"), first);
    Trees.write(root.resolve("0/tool"), "may not be executed");
    Files.createDirectories(root.resolve("1/tool"));
    assertThat(seen(find("%1$s/0:%1$s/1:%1$s/a:%1$s/b:%1$s/c:%1$s/a".formatted(root), "tool")))
        .containsExactly(first, second);
  }

  @Test
  void noMoreThanSixteenShadowedFilesAreToldAndTheRestIsCounted() throws IOException {
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      Trees.script(root.resolve(i + "/tool"), "");
      path.append(path.length() == 0 ? "" : ":").append(root.resolve(Integer.toString(i)));
    }
    Sighting.Seen seen = (Sighting.Seen) find(path.toString(), "tool");
    assertThat(seen.shadowed()).hasSize(16).startsWith(root.resolve("1/tool"));
    assertThat(seen.more()).isEqualTo(3);
  }

  @Test
  void anEmptyFolderOfPathIsTheCurrentOne() throws IOException {
    Path tool = Trees.script(root.resolve("tool"), "");
    for (String path : List.of("", ":/nowhere", "/nowhere:", "/nowhere::/nowhere", ".")) {
      assertThat(seen(find(path, "tool"))).as(path).hasSize(1);
    }
    assertThat(seen(find(":/nowhere", "tool"))).containsExactly(tool);
  }

  @Test
  void aNameWithASlashIsAPathFromTheCurrentFolder() throws IOException {
    Path tool = Trees.script(root.resolve("bin/tool"), "");
    assertThat(seen(find("/nowhere", "bin/tool"))).containsExactly(tool);
    assertThat(seen(find("/nowhere", tool.toString()))).containsExactly(tool);
    assertThat(find(root.resolve("bin").toString(), "./tool"))
        .isEqualTo(new Sighting.Unseen(true, root.resolve("./tool") + " is not there"));
  }

  @Test
  void whatIsThereAndCannotBeRunIsNamed() throws IOException {
    Trees.write(root.resolve("a/plain"), "");
    Trees.link(root.resolve("a/broken"), root.resolve("nowhere"));
    Trees.link(root.resolve("a/circle"), root.resolve("a/circle"));
    String path = root.resolve("a").toString();
    for (String prefix : List.of("", "a/")) {
      assertThat(find(path, prefix + "plain"))
          .isEqualTo(new Sighting.Unseen(false, root.resolve("a/plain") + " may not be executed"));
      assertThat(((Sighting.Unseen) find(path, prefix + "broken")).words())
          .endsWith("a/broken is a link that leads nowhere");
      assertThat(((Sighting.Unseen) find(path, prefix + "circle")).words())
          .endsWith("a/circle is a link that leads nowhere");
    }
    assertThat(((Sighting.Unseen) find(path, "./a")).words()).endsWith("a is a folder");
  }

  @Test
  void whatWasSearchedIsToldAndBounded() {
    assertThat(((Sighting.Unseen) find("/no/a:/no/b:/no/a", "tool")).words())
        .isEqualTo("in none of the 2 folders of PATH: /no/a, /no/b");
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < 10_000; i++) {
      path.append("/no/").append(i).append(':');
    }
    assertThat(((Sighting.Unseen) find(path + "/no", "tool")).words())
        .startsWith("in none of the %d folders".formatted(SearchPath.MOST_FOLDERS))
        .hasSizeLessThan(2_100);
  }

  @Test
  void withoutPathThePlatformsOwnFoldersAreSearched() {
    assertThat(new SearchPath(disk, null, root).has("sh")).isTrue();
    assertThat(new SearchPath(disk, null, root).has("no-such-program")).isFalse();
  }

  @Test
  void linksInACircleAndManyLinksEnd() throws IOException {
    Path last = Trees.script(root.resolve("tool"), "");
    for (int i = 0; i < 60; i++) {
      last = Trees.link(root.resolve("link" + i), last);
    }
    Program program = disk.program(last);
    assertThat(program.links()).hasSize(Disk.MOST_LINKS);
    Path circle = Trees.link(root.resolve("x"), root.resolve("y"));
    Trees.link(root.resolve("y"), root.resolve("x"));
    assertThat(disk.program(circle).links()).hasSize(Disk.MOST_LINKS);
    assertThat(disk.program(circle).real()).isEqualTo(circle);
  }

  @Test
  void aPipeIsNotRead() throws Exception {
    Path pipe = root.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", "-m", "755", pipe.toString()).start().waitFor())
        .isZero();
    assertThat(disk.head(pipe)).isEmpty();
    assertThat(disk.program(pipe).interpreter()).isEmpty();
  }

  @Test
  void ofALongFileOnlyTheBeginningIsRead() throws IOException {
    Path file = Trees.write(root.resolve("long"), "x".repeat(100_000));
    assertThat(disk.head(file)).hasSize(Disk.HEAD_BYTES);
  }
}
