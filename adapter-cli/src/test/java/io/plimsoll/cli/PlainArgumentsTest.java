package io.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BiFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/**
 * The short way to read the arguments of run and batch says the same as the full parser, or
 * nothing.
 */
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
            Arbitraries.of("-vsINT", "-s-", "-s--", "-k5s", "-k'5s'", "-vv", "-xy", "-s\"I\""),
            Arbitraries.of(
                "1s", "A=B", "ls", "", "-l", "@file", "${x}", "'q'", "\"q\"", "a,b", "*"))
        .list()
        .ofMaxSize(7);
  }

  @Provide
  Arbitrary<List<String>> batchWords() {
    return Arbitraries.oneOf(
            Arbitraries.of("--timeout", "-s", "--grace", "-k", "--memory", "--cwd", "--env"),
            Arbitraries.of("-j", "--concurrency", "--retries", "--backoff", "-o", "--output"),
            Arbitraries.of("--journal", "--needs", "--progress", "--stdin", "--config", "--jobs"),
            Arbitraries.of("--fail-fast", "--resume", "--retry-failed", "-v", "--clean-env", "-h"),
            Arbitraries.of("-vj8", "-j-", "-o-", "-o--output", "-o@f", "-oj obs", "-hj", "-j"),
            Arbitraries.of("-j8", "-j=8", "--retries=2", "--needs=tcp://h:1", "--output=", "--"),
            Arbitraries.of("-", "1", "8", "tcp://h:1", "jobs", "", "@f", "${x}", "'q'", "a,b"))
        .list()
        .ofMaxSize(6);
  }

  @Property(tries = 3_000)
  void theShortWaySaysTheSameAsTheLong(@ForAll("words") List<String> words) throws Exception {
    same("run", PlainArguments.run(HOST, words), words);
  }

  @Property(tries = 3_000)
  void soItDoesForABatch(@ForAll("batchWords") List<String> words) throws Exception {
    same("batch", PlainArguments.batch(HOST, words), words);
  }

  @Test
  void aBatchOfAFileOrOfNothingGoesTheShortWay() {
    for (String line :
        List.of("", "jobs", "-j 8 jobs", "jobs -j 8", "-j8", "--fail-fast", "-- jobs")) {
      List<String> words = line.isEmpty() ? List.of() : List.of(line.split(" "));
      assertThat(PlainArguments.batch(HOST, words)).as(line).isNotNull();
    }
    assertThat(PlainArguments.batch(HOST, List.of("jobs", "more"))).isNull();
  }

  private static void same(String name, @Nullable Object plain, List<String> words)
      throws IllegalAccessException {
    if (plain != null) {
      CommandLine full = Objects.requireNonNull(Commands.named(name, HOST));
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
    everyOption("run", PlainArguments::run);
  }

  @Test
  void everyOptionOfABatchGoesTheShortWay() {
    everyOption("batch", PlainArguments::batch);
  }

  private static void everyOption(
      String name, BiFunction<Host, List<String>, @Nullable Object> plain) {
    for (OptionSpec option :
        Objects.requireNonNull(Commands.named(name, HOST)).getCommandSpec().options()) {
      for (String word : option.names()) {
        List<String> words = new ArrayList<>(List.of(word));
        if (option.arity().max() > 0) {
          words.add("value");
        }
        words.add("command");
        assertThat(plain.apply(HOST, words) == null).as(word).isEqualTo(option.usageHelp());
      }
    }
  }

  /** All that a command line can say to a command. */
  private static Map<String, String> said(Object command) throws IllegalAccessException {
    Map<String, String> all = new TreeMap<>();
    for (Field field : command.getClass().getDeclaredFields()) {
      field.setAccessible(true);
      if (field.isAnnotationPresent(Mixin.class)) {
        all.putAll(said(field.get(command)));
      } else if (field.isAnnotationPresent(Option.class)
          || field.isAnnotationPresent(Parameters.class)) {
        all.put(field.getName(), String.valueOf(field.get(command)));
      }
    }
    assertThat(all).hasSizeGreaterThan(8);
    return all;
  }
}
