package io.plimsoll.cli.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.Plimsoll;
import io.plimsoll.Settings;
import io.plimsoll.command.Command;
import io.plimsoll.command.Environment;
import io.plimsoll.command.Outcome;
import io.plimsoll.command.StartFailure;
import io.plimsoll.testkit.VirtualTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramsTest {

  @TempDir Path temp;

  private final VirtualTime time = new VirtualTime();
  private final FakeCache<Programs.Absence> cache = new FakeCache<>();
  private final AtomicInteger opened = new AtomicInteger();
  private Path root;

  @BeforeEach
  void real() throws IOException {
    root = temp.toRealPath();
    Files.createDirectories(root.resolve("a"));
  }

  private Programs programs(String path) {
    return new Programs(
        new Surroundings(Map.of("PATH", path), root),
        () -> {
          opened.incrementAndGet();
          return cache;
        },
        time);
  }

  private Programs programs() {
    return programs(root.resolve("a").toString());
  }

  @Test
  void theWordsAreThoseOfTheStart() throws Exception {
    Map<String, String> own = new HashMap<>(System.getenv());
    Programs real =
        new Programs(new Surroundings(own, Path.of("").toAbsolutePath()), () -> cache, time);
    try (Plimsoll plimsoll = Plimsoll.start(Settings.defaults())) {
      for (String name :
          List.of("no-such-program", "n".repeat(100), "no\tprogram", "/no//such/program")) {
        Outcome outcome = plimsoll.run(Command.of(name));
        assertThat(outcome.failure()).isPresent();
        assertThat(real.missing(Command.of(name))).isEqualTo(outcome.failure());
      }
    }
  }

  @Test
  void whatIsMissingIsRememberedForFiveSecondsAndThenFound() throws Exception {
    Programs programs = programs();
    assertThat(programs.missing(Command.of("tool")).map(StartFailure::kind))
        .contains(StartFailure.Kind.NOT_FOUND);
    Trees.script(root.resolve("a/tool"), "");
    time.advance(Detector.SHORTLY.minusNanos(1));
    assertThat(programs.missing(Command.of("tool"))).isPresent();
    time.advance(Duration.ofNanos(1));
    assertThat(programs.missing(Command.of("tool"))).isEmpty();
  }

  @Test
  void aCommandThatRanMayHaveInstalledIt() throws Exception {
    Programs programs = programs();
    assertThat(programs.missing(Command.of("tool"))).isPresent();
    Trees.script(root.resolve("a/tool"), "");
    programs.ran();
    assertThat(programs.missing(Command.of("tool"))).isEmpty();
  }

  @Test
  void theCacheIsOpenedWhenSomethingIsMissingAndNotBefore() throws Exception {
    Trees.script(root.resolve("a/tool"), "");
    Programs programs = programs();
    assertThat(programs.missing(Command.of("tool"))).isEmpty();
    assertThat(opened).hasValue(0);
    programs.missing(Command.of("x"));
    programs.missing(Command.of("y"));
    assertThat(opened).hasValue(1);
  }

  @Test
  void whatTheStartWouldJudgeOtherwiseIsLeftToIt() throws Exception {
    Programs programs = programs();
    Command missing = Command.of("tool");
    assertThat(programs.missing(missing)).isPresent();
    assertThat(programs.missing(missing.environment(Environment.clean()))).isPresent();
    assertThat(programs.missing(missing.directory(root))).isPresent();
    for (Command other :
        List.of(
            missing.environment(Environment.inherit().with("PATH", "/usr/bin")),
            missing.environment(Environment.clean().with("PATH", "")),
            missing.directory(root.resolve("nowhere")),
            Command.of("./tool"),
            Command.of("a/tool"),
            Command.of("tool", "\u00e9"),
            missing.environment(Environment.inherit().with("K", "\u00e9")))) {
      assertThat(programs.missing(other)).as(other.line()).isEqualTo(Optional.empty());
    }
    Trees.write(root.resolve("a/plain"), "");
    assertThat(programs.missing(Command.of("plain"))).isEmpty();
    assertThat(programs.missing(Command.of(root.resolve("a/plain/x").toString()))).isEmpty();
  }

  @Test
  void aSearchPathThatDependsOnTheFolderIsLeftToTheStart() {
    for (String path : List.of("", "/a:", ":/a", "/a::/b", "a", "/a:b", ".")) {
      assertThat(programs(path).missing(Command.of("tool"))).as(path).isEmpty();
    }
    assertThat(programs("/no/a:/no/b").missing(Command.of("tool"))).isPresent();
  }
}
