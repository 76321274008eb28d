package io.plimsoll.verification.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong in a page is found, and what is right is not. */
@Timeout(120)
class CheckersBiteTest {

  @TempDir Path folder;

  static Stream<Arguments> wrong() {
    return Stream.of(
        Arguments.of("sh", "plimsoll run --timout 3 -- true", "--timout"),
        Arguments.of("sh", "echo x | bin/plimsoll batch --parallel 3 > y", "--parallel"),
        Arguments.of(
            "sh", "true && /opt/plimsoll/bin/plimsoll btach", "there is no command 'btach'"),
        Arguments.of("sh", "bin/prove nothing", "knows no proof 'nothing'"),
        Arguments.of("sh", "bin/prove pool --quik", "no option --quik"),
        Arguments.of("toml", "[process]\ntimout = \"3s\"", "process.timout"),
        Arguments.of("toml", "[process]\ntimeout = \"soon\"", "process.timeout"),
        Arguments.of("json", "{\"command\":[\"true\"],\"timout\":\"3s\"}", "timout"),
        Arguments.of("json", "{\"command\"", "end-of-input"),
        Arguments.of(
            "json",
            "{\"a\":{\"command\":\"plimsoll\",\"args\":[\"run\",\"--eov\",\"x\"]}}",
            "--eov"),
        Arguments.of("jsonl", "{\"command\":[\"true\"]}\n{\"comand\":[\"true\"]}", "comand"),
        Arguments.of("xml", "<dependency><groupId>", "groupId"),
        Arguments.of(
            "xml",
            "<d><groupId>io.plimsoll</groupId><artifactId>runtime-boot</artifactId></d>",
            "no module runtime-boot"),
        Arguments.of("ini", "ExecStart=/opt/plimsoll/bin/plimsoll run --keep yes -- x", "--keep"),
        Arguments.of(
            "dockerfile", "ENTRYPOINT [\"plimsoll\", \"run\", \"--tini\", \"--\"]", "--tini"),
        Arguments.of("yaml", "  - run: plimsoll run --limit 3 -- make", "--limit"),
        Arguments.of("crontab", "5 4 * * * plimsoll batch --journel night jobs", "--journel"),
        Arguments.of("rust", "fn main() {}", "nobody judges blocks of 'rust'"),
        Arguments.of("", "free", "has no language"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void aWrongBlockIsNamedWithItsPlace(String language, String text, String words) {
    List<String> problems =
        new Snippets(DocsTest.TOP, folder).problems(new Block("page.md", 7, language, text + "\n"));
    assertThat(problems).hasSize(1).allMatch(each -> each.matches("(?s)page.md:[67]: .*"));
    assertThat(problems.get(0)).contains(words);
  }

  static Stream<Arguments> right() {
    return Stream.of(
        Arguments.of("sh", "X=1 plimsoll run -- sh -c 'plimsoll --nonsense' # plimsoll --nonsense"),
        Arguments.of(
            "sh", "cat > f <<'E'\nplimsoll --nonsense\nE\nplimsoll batch f 2>&1 | tail -1"),
        Arguments.of("sh", "plimsoll COMMAND --anything; cd plimsoll; bin/prove NAME [--quick]"),
        Arguments.of("toml", "[process]\nconcurrency = 4\n[adapter.mine]\nx = 3"),
        Arguments.of("json", "{\"outcome\":\"succeeded\"}"),
        Arguments.of("xml", "<a/>\n<b>x</b>"),
        Arguments.of("dockerfile", "ENTRYPOINT [\"plimsoll\", \"run\", \"--\"]"),
        Arguments.of("text", "plimsoll --nonsense"));
  }

  @ParameterizedTest
  @MethodSource("right")
  void aRightBlockIsLeftInPeace(String language, String text) {
    assertThat(
            new Snippets(DocsTest.TOP, folder)
                .problems(new Block("page.md", 7, language, text + "\n")))
        .isEmpty();
  }

  @Test
  void aFragmentThatDoesNotCompileIsNamedWithItsLine() {
    Page page =
        Page.of(
            "page.md",
            """
            ```java
            Outcome outcome = plimsoll.run(Command.of("true"));
            Outcome other = plimsoll.rnu(Command.of("true"));
            ```
            ```java
            List list = List.of();
            ```
            ```java
            class Whole {}
            ```
            """);
    List<String> problems = new JavaCode(folder).fragments(page.blocks());
    assertThat(problems).anyMatch(each -> each.startsWith("page.md:3: cannot find symbol"));
    List<String> warned = new JavaCode(folder).fragments(page.blocks().subList(1, 3));
    assertThat(warned).anyMatch(each -> each.startsWith("page.md:6: found raw type"));
  }

  @Test
  void filesOfAPageAreCompiledTogether() throws Exception {
    Page page =
        Page.of(
            "page.md",
            """
            ```java
            package a;

            public record One(Two two) {}
            ```
            ```java
            package a;

            /** Two. */
            public record Two(io.plimsoll.command.Command command) {}
            ```
            ```java
            module a {
              requires transitive io.plimsoll.ports;
              exports a;
            }
            ```
            """);
    assertThat(
            new JavaCode(folder)
                .files(page.blocks()).stream().filter(each -> !each.contains("transitive")))
        .isEmpty();
    Path other = Files.createDirectory(folder.resolve("other"));
    assertThat(new JavaCode(other).files(page.blocks().subList(0, 1)))
        .anyMatch(each -> each.startsWith("page.md:4: cannot find symbol"));
  }

  @Test
  void aCommandThatDoesOtherwiseThanThePageSaysIsNamed() throws Exception {
    Page page =
        Page.of(
            "page.md",
            """
            ```console
            $ plimsoll config | head -1
            process.adapter ...
            $ printf 'one\\ntwo\\nthree\\n'
            one
            ...
            $ echo wrong
            right
            ```
            ```sh
            false
            echo $?    # 1
            true
            echo $?    # 3, it is not
            plimsoll batch no-such-file
            no-such-program
            plimsoll batch no-such-file
            echo $?    # 125
            left out
            ```
            """);
    try (Counter counter = new Counter()) {
      List<String> problems =
          new PageRun(DocsTest.TOP, folder, counter.port(), line -> line.startsWith("left"))
              .problems(page);
      assertThat(problems)
          .extracting(each -> each.lines().findFirst().orElseThrow())
          .containsExactly(
              "page.md:7: echo wrong",
              "page.md:14: echo $?    # 3, it is not",
              "page.md:15: plimsoll batch no-such-file: 125",
              "page.md:16: no-such-program: 127");
    }
  }
}
