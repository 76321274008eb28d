package io.plimsoll.cli;

import static io.plimsoll.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.command.StopSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class DetectCommandTest {

  @TempDir Path temp;
  private Path root;

  @BeforeEach
  void real() throws IOException {
    root = temp.toRealPath();
  }

  private Cli cli() {
    return new Cli(root)
        .env("PATH", root.resolve("a") + ":" + root.resolve("b") + ":/usr/bin:/bin")
        .env("HOME", root.toString());
  }

  private Path tool(String name, String body) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(root.resolve(name).getParent());
    Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @Test
  void aToolIsToldWithAllThatIsKnownOfIt() throws IOException {
    Path first = tool("a/tool", "echo tool 1.2.3");
    Path other = tool("b/tool", "echo tool 1.0.0");
    Files.createSymbolicLink(root.resolve("a/other"), other);
    Cli.Result result = cli().run("detect", "tool", "other");
    assertThat(result.status()).as(result.err()).isZero();
    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .isEqualTo(
            """
            tool   1.2.3  user  %1$s
                   below the user's folder %3$s
                   shadows %2$s
            other  1.0.0  user  %3$s/a/other
                   is %2$s
                   below the user's folder %3$s
            """
                .formatted(first, other, root));
  }

  @Test
  void whatIsNotFoundIsNamedWithWhatWasSearchedAndTheRestIsTold() throws IOException {
    tool("a/tool", "echo 1.2.3");
    Cli.Result result = cli().run("detect", "no-such-tool", "tool", "./nowhere");
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .contains("no-such-tool  -      not found\n")
        .contains("in none of the 4 folders of PATH: %s/a, %s/b, /usr/bin".formatted(root, root))
        .contains("tool          1.2.3  user       ")
        .contains(root.resolve("./nowhere") + " is not there");
  }

  @Test
  void asJsonItIsOneListAndTheCacheIsItsLastObject() throws IOException {
    Path tool = tool("a/tool", "echo none");
    Cli.Result result = cli().run("detect", "--json", "--stats", "tool", "tool", "no-such-tool");
    assertThat(result.status()).isEqualTo(1);
    String object =
        ("{\"name\":\"tool\",\"found\":true,\"path\":\"%1$s\",\"realPath\":\"%1$s\","
                + "\"version\":null,\"versionReason\":\"it says none: none\",\"kind\":\"user\","
                + "\"evidence\":[\"below the user's folder %2$s\"],\"shadowed\":[]}")
            .formatted(tool, root);
    assertThat(result.out())
        .startsWith("[\n  " + object + ",\n  " + object + ",\n  {\"name\":\"no-such-tool\",")
        .contains("\"found\":false,\"reason\":\"in none of the 4 folders of PATH: ")
        .contains("\n  {\"stats\":\"deployments\",\"entries\":2,\"mostEntries\":500,\"bytes\":")
        .contains("\"loads\":2,")
        .endsWith("}\n]\n");
  }

  @Test
  void theStatisticsOfTheCacheAreALineOfText() throws IOException {
    tool("a/tool", "echo 1.2.3");
    assertThat(cli().run("detect", "--stats", "tool").out())
        .containsPattern(
            "\ncache deployments: 1 of 500 entries, \\d+ bytes; 0 hits, 1 misses; 1 loads, "
                + "0 failed; 0 evicted, 0 refused\n");
  }

  @Test
  void withoutVersionsNothingIsRun() throws IOException {
    tool("a/tool", "touch " + root.resolve("ran"));
    Cli.Result result = cli().run("detect", "--no-version", "tool");
    assertThat(result.status()).isZero();
    assertThat(result.out()).contains("tool  -  user  ", "no version: not asked");
    assertThat(root.resolve("ran")).doesNotExist();
    cli().run("detect", "tool");
    assertThat(root.resolve("ran")).exists();
  }

  @Test
  void theUsualToolsAreLookedForWhereNothingIsNamed() {
    assertThat(cli().run("detect", "--no-version").out())
        .containsPattern("(?m)^python3 .*\n")
        .containsPattern("(?m)^node .*\n")
        .containsPattern("(?m)^java .*\n");
  }

  @Test
  void allThatIsWrongIsToldAtOnce() {
    Cli.Result result = cli().env("PLIMSOLL_TIMEOUT", "3").run("detect", "", "a\0b", "sh");
    assertThat(result.status()).isEqualTo(125);
    assertThat(result.out()).isEmpty();
    assertThat(result.err().lines().map(line -> line.replaceAll(": (is|unknown).*", "")))
        .containsExactly(
            "plimsoll: 3 problems:",
            "  1) environment PLIMSOLL_TIMEOUT",
            "  2) name 1",
            "  3) name 2");
    assertThat(result.err()).contains("is 'a\\u0000b'; must hold no NUL character");
  }

  @Test
  void controlCharactersAreShownAndNotSent() throws IOException {
    tool("a/t\u001b[31m\n", "printf '\\033[1m\\233x\\n'");
    Cli.Result text = cli().run("detect", "t\u001b[31m\n", "no\u009bne");
    assertThat(text.out())
        .contains("t\\u001b[31m\\u000a")
        .contains("no\\u009bne")
        .doesNotContain("\u001b", "\u009b");
    assertThat(cli().run("detect", "--json", "t\u001b[31m\n", "no\u009bne").out())
        .contains("t\\u001b[31m\\u000a", "no\\u009bne")
        .doesNotContain("\u001b", "\u009b");
  }

  @Test
  void aSignalEndsWhatIsAskedAndIsTheStatus() throws Exception {
    Path started = root.resolve("started");
    tool("a/tool", "touch %s; exec sleep 20".formatted(started));
    Cli cli = cli();
    CompletableFuture<Cli.Result> result =
        CompletableFuture.supplyAsync(() -> cli.run("detect", "tool"));
    await(() -> Files.exists(started));
    cli.send(StopSignal.TERM);
    assertThat(result.get(60, TimeUnit.SECONDS).status()).isEqualTo(143);
    assertThat(result.get().err()).contains("interrupted by TERM");
    assertThat(result.get().out()).isEmpty();
  }
}
