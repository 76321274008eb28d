package io.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** The short way to read the arguments of run says the same as the full parser, or nothing. */
class PlainArgumentsTest {

  private static final Host HOST =
      new Host(
          java.io.InputStream.nullInputStream(),
          java.io.OutputStream.nullOutputStream(),
          new java.io.PrintStream(java.io.OutputStream.nullOutputStream()),
          java.util.Map.of(),
          Path.of("/"),
          new Terminals(d -> false),
          io.plimsoll.Plimsoll::start,
          handler -> {});

  @Provide
  Arbitrary<List<String>> words() {
    return Arbitraries.oneOf(
            Arbitraries.of("--timeout", "-s", "--signal", "-k", "--grace", "--kill-after", "--env"),
            Arbitraries.of("--memory", "--cwd", "--keep-env", "--survivors", "--containment"),
            Arbitraries.of("--heap-limit", "--config", "--stdin", "--eof", "--report", "--timout"),
            Arbitraries.of("--clean-env", "-v", "--verbose", "--preserve-status", "--", "-h"),
            Arbitraries.of("--timeout=3s", "--env=A=B", "--cwd=", "-s=INT", "-sINT", "--=x", "-"),
            Arbitraries.of(
                "1s", "A=B", "ls", "", "-l", "@file", "${x}", "'q'", "\"q\"", "a,b", "*"))
        .list()
        .ofMaxSize(7);
  }

  @Property(tries = 3_000)
  void theShortWaySaysTheSameAsTheLong(@ForAll("words") List<String> words) {
    RunCommand plain = PlainArguments.read(HOST, words);
    if (plain != null) {
      CommandLine full = Objects.requireNonNull(Commands.named("run", HOST));
      try {
        full.parseArgs(words.toArray(String[]::new));
      } catch (ParameterException e) {
        throw new AssertionError("only the short way takes " + words, e);
      }
      assertThat(said(plain)).as("%s", words).isEqualTo(said(full.getCommand()));
    }
  }

  @Test
  void everyOptionOfRunGoesTheShortWay() {
    for (OptionSpec option :
        Objects.requireNonNull(Commands.named("run", HOST)).getCommandSpec().options()) {
      for (String name : option.names()) {
        List<String> words = new ArrayList<>(List.of(name));
        if (option.arity().max() > 0) {
          words.add("value");
        }
        words.add("command");
        assertThat(PlainArguments.read(HOST, words) == null).as(name).isEqualTo(option.usageHelp());
      }
    }
  }

  private static List<Object> said(RunCommand run) {
    List<Object> all = new ArrayList<>();
    ChildOptions child = run.child;
    for (Object value :
        new Object[] {
          child.timeout,
          child.signal,
          child.grace,
          child.memory,
          child.cwd,
          child.env,
          child.cleanEnv,
          child.keepEnv,
          child.survivors,
          child.containment,
          child.heapLimit,
          child.config,
          child.verbose,
          run.preserveStatus,
          run.stdin,
          run.eof,
          run.report,
          run.arguments
        }) {
      all.add(String.valueOf(value));
    }
    return all;
  }
}
