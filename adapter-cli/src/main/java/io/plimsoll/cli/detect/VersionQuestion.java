package io.plimsoll.cli.detect;

import io.plimsoll.Scope;
import io.plimsoll.command.ByteSize;
import io.plimsoll.command.Captured;
import io.plimsoll.command.Command;
import io.plimsoll.command.Environment;
import io.plimsoll.command.Outcome;
import io.plimsoll.command.OutcomeKind;
import io.plimsoll.command.Output;
import io.plimsoll.command.RefusedException;
import io.plimsoll.command.Stdin;
import io.plimsoll.command.Survivors;
import io.plimsoll.command.Text;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks a tool for its version: one supervised command that may take two seconds, write what it
 * wants of which 4 KiB are kept, and leaves nothing behind. Any thread may use it.
 */
public final class VersionQuestion {

  /** How long a tool may take to say its version. */
  static final Duration TIMEOUT = Duration.ofSeconds(2);

  /** How long it may take to leave once it was asked. */
  static final Duration GRACE = Duration.ofMillis(300);

  private static final int KEPT_BYTES = 4_096;
  private static final ByteSize MEMORY = ByteSize.gibibytes(1);
  private static final int MOST_WORDS = 80;

  /** Tools that take no {@code --version}, by the names of their files. */
  private static final Map<String, List<String>> ARGUMENTS =
      Map.of(
          "java", List.of("-version"),
          "javac", List.of("-version"),
          "go", List.of("version"),
          "ssh", List.of("-V"),
          "tmux", List.of("-V"),
          "openssl", List.of("version"));

  /** Variables by which shims and managers find the tool that they stand for. */
  private static final List<String> KEPT =
      List.of(
          "PYENV_ROOT",
          "PYENV_VERSION",
          "VIRTUAL_ENV",
          "CONDA_PREFIX",
          "NVM_DIR",
          "FNM_DIR",
          "FNM_MULTISHELL_PATH",
          "VOLTA_HOME",
          "SDKMAN_DIR",
          "JENV_ROOT",
          "JENV_VERSION",
          "JAVA_HOME",
          "ASDF_DIR",
          "ASDF_DATA_DIR",
          "ASDF_CONFIG_FILE",
          "MISE_DATA_DIR",
          "MISE_CONFIG_DIR",
          "CARGO_HOME",
          "RUSTUP_HOME",
          "RUSTUP_TOOLCHAIN",
          "GOROOT",
          "XDG_CONFIG_HOME",
          "XDG_DATA_HOME",
          "LD_LIBRARY_PATH");

  private final Scope scope;
  private final Surroundings here;

  /**
   * @param scope owns the commands
   */
  public VersionQuestion(Scope scope, Surroundings here) {
    this.scope = scope;
    this.here = here;
  }

  /** Asks. Waits for at most the timeout, the grace, and what it takes to end a tree. */
  public Version ask(Path program) throws InterruptedException {
    try {
      return answer(scope.run(command(program)));
    } catch (RefusedException e) {
      return Version.unclear(String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      return Version.none(String.valueOf(e.getMessage()));
    }
  }

  private Command command(Path program) {
    List<String> arguments = ARGUMENTS.getOrDefault(Segments.name(program), List.of("--version"));
    return Command.of(program.toString(), arguments.toArray(String[]::new))
        .directory(here.directory())
        .environment(environment())
        .stdin(Stdin.none())
        .stdout(Output.capture(KEPT_BYTES, 0))
        .stderr(Output.capture(KEPT_BYTES, 0))
        .timeout(TIMEOUT)
        .grace(GRACE)
        .memory(MEMORY)
        .survivors(Survivors.END);
  }

  private Environment environment() {
    Environment environment = Environment.clean().with("NO_COLOR", "1").with("TERM", "dumb");
    for (String name : KEPT) {
      String value = here.environment().get(name);
      if (value != null) {
        environment = environment.with(name, value);
      }
    }
    String path = here.environment().get("PATH");
    return path == null ? environment : environment.with("PATH", path);
  }

  /** What an outcome says. */
  static Version answer(Outcome outcome) {
    String out = text(outcome.stdout());
    String err = text(outcome.stderr());
    return switch (outcome.kind()) {
      case SUCCEEDED ->
          VersionText.in(out)
              .or(() -> VersionText.in(err))
              .map(Version::of)
              .orElseGet(() -> Version.none("it says none" + said(out, err)));
      case FAILED, SIGNALLED -> Version.none(outcome.reason() + said(out, err));
      case OVER_MEMORY -> Version.none(outcome.reason());
      case NOT_STARTED ->
          isOfTheTool(outcome) ? Version.none(outcome.reason()) : Version.unclear(outcome.reason());
      case TIMED_OUT, CANCELLED, SHED -> Version.unclear(outcome.reason());
    };
  }

  private static boolean isOfTheTool(Outcome outcome) {
    return outcome.kind() == OutcomeKind.NOT_STARTED
        && outcome
            .failure()
            .filter(
                failure ->
                    switch (failure.kind()) {
                      case NOT_FOUND, NOT_EXECUTABLE -> true;
                      case EXHAUSTED, UNFIT, LAUNCHER -> false;
                    })
            .isPresent();
  }

  private static String text(Captured captured) {
    return captured.text();
  }

  private static String said(String out, String err) {
    Optional<String> line =
        (err.isBlank() ? out : err).lines().filter(each -> !each.isBlank()).findFirst();
    return line.map(words -> ": " + Text.visible(words.strip(), MOST_WORDS)).orElse("");
  }
}
