package io.plimsoll.cli;

import io.plimsoll.Plimsoll;
import io.plimsoll.Running;
import io.plimsoll.Settings;
import io.plimsoll.cli.batch.OutcomeJson;
import io.plimsoll.command.Command.Limits;
import io.plimsoll.command.Outcome;
import io.plimsoll.command.OutcomeKind;
import io.plimsoll.command.Output;
import io.plimsoll.command.Stdin;
import io.plimsoll.command.StopSignal;
import io.plimsoll.memory.LoadReport;
import io.plimsoll.port.EventSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code plimsoll run}: one command, its streams untouched. */
@Command(
    name = "run",
    header = "Run one command; end it with all that descends from it.",
    sortOptions = false,
    customSynopsis = "plimsoll run [OPTIONS] [--] COMMAND [ARG...]",
    description =
        "Runs one command and ends it with everything that descends from it: when it "
            + "exits, at its timeout, past its memory limit, or when plimsoll itself is asked "
            + "to stop. Input and output pass untouched. Options come before the command; what "
            + "follows it is the command's own.",
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  plimsoll run --timeout 30s -- make test",
      "  plimsoll run --timeout 0 --eof end -- npx some-stdio-server",
      "  plimsoll run --memory 512m --heap-limit 384m node server.js",
      "  plimsoll run --clean-env --keep-env SSH_AUTH_SOCK -- git fetch",
      "  plimsoll run --timeout 10s --grace 1s --report outcome.json -- ./flaky.sh",
      "",
      "A command that must live long, such as a server, needs --timeout 0: unless told",
      "otherwise it is ended after process.timeout, which is 5m by default.",
      "",
      "Exit status:",
      "  the command's own, or 128+n when signal n ended it",
      "  75         given up for lack of room; try again later",
      "  124        timed out, and left when asked (--preserve-status: its own)",
      "  125        an error of plimsoll's own: usage, settings, a file it cannot read",
      "  126 / 127  found but cannot be run / not found",
      "  129, 130, 143  asked to stop by HUP, INT, TERM, after ending everything;",
      "             a second such signal ends everything by KILL at once",
      "  137        ended by KILL: deaf to the first signal, or over its memory limit"
    })
final class RunCommand implements Callable<Integer> {

  private final Host host;

  @Mixin ChildOptions child = new ChildOptions();

  @Option(
      names = "--preserve-status",
      description = "Leaves with the command's own status even when it timed out.")
  boolean preserveStatus;

  @Option(
      names = "--stdin",
      paramLabel = "inherit|null|FILE",
      description = "Where the command reads from. Default: inherit.")
  @Nullable String stdin;

  @Option(
      names = "--eof",
      paramLabel = "pass|end",
      description =
          "What the end of our standard input means: pass hands it on and no more; end also "
              + "gives the command the grace to leave. Default: pass.")
  @Nullable String eof;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Writes the outcome as one JSON object to a file, when all is over.")
  @Nullable String report;

  @Parameters(arity = "0..*", paramLabel = "COMMAND", hidden = true)
  @Nullable List<String> arguments;

  RunCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() throws InterruptedException {
    List<String> argv = arguments == null ? List.of() : arguments;
    List<String> problems = new ArrayList<>();
    if (argv.isEmpty()) {
      problems.add("no command given; try plimsoll run -- COMMAND ARG...");
    } else if (argv.get(0).isEmpty()) {
      problems.add("the command is empty; must name a program");
    }
    boolean relayed = endsWithInput(problems);
    Template template = Template.read(child, input(relayed, problems), host, problems);
    checkReport(problems);
    Settings settings =
        ChildOptions.sources(host)
            .read(ChildOptions.configFile(child.config, host), child.entries(), problems);
    io.plimsoll.command.Command command =
        template.command(argv, settings).stdout(Output.inherit()).stderr(Output.inherit());
    return run(relayed ? command.limits(endingWithInput(command.limits())) : command, settings);
  }

  private int run(io.plimsoll.command.Command command, Settings settings)
      throws InterruptedException {
    try (Narrator narrator = child.verbose ? Narrator.on(host) : Narrator.SILENT) {
      EventSink sink = narrator;
      try (Plimsoll plimsoll = host.starter().start(settings, sink)) {
        narrator.tellContainment(plimsoll);
        Interruption interruption = new Interruption();
        CompletableFuture<Running> accepted = new CompletableFuture<>();
        // Before the start: a signal that came between would end us and leave the command behind.
        interruption.watch(host.signals(), new Ending(accepted, false), new Ending(accepted, true));
        Running running = plimsoll.submit(command);
        accepted.complete(running);
        Outcome outcome = running.await();
        Optional<LoadReport> left = plimsoll.leftAtLoadLine();
        if (left.isPresent() || outcome.duration().compareTo(Reports.WORTH_ASKING) >= 0) {
          left = Reports.kept(plimsoll, settings, host, false);
        }
        if (left.isPresent()) {
          host.say("stopped at the load line: " + Reports.why(left.get()));
        }
        return finish(outcome, interruption);
      }
    }
  }

  /** Ends the command with a signal that comes, once it is accepted. */
  private record Ending(CompletableFuture<Running> accepted, boolean byForce)
      implements Consumer<String> {

    @Override
    public void accept(String reason) {
      var unused =
          accepted.thenAccept(
              running -> {
                if (byForce) {
                  running.kill(reason);
                } else {
                  running.cancel(reason);
                }
              });
    }
  }

  private int finish(Outcome outcome, Interruption interruption) {
    Optional<StopSignal> signal = interruption.signal();
    int status =
        signal.isPresent() ? Status.of(signal.get()) : RunStatus.of(outcome, preserveStatus);
    if (signal.isPresent()) {
      String why = outcome.kind() == OutcomeKind.CANCELLED ? "" : "interrupted; ";
      host.say(why + outcome.command().line() + ": " + outcome.reason());
    } else if (worthSaying(outcome)) {
      host.say(outcome.command().arguments().get(0) + ": " + outcome.reason());
    }
    if (outcome.survivors() > 0) {
      host.say(outcome.survivors() + " processes live on");
    }
    return report(outcome, status);
  }

  /** Whether the status alone would not tell why. A command that fails speaks for itself. */
  private static boolean worthSaying(Outcome outcome) {
    return outcome.kind() != OutcomeKind.SUCCEEDED
        && outcome.kind() != OutcomeKind.FAILED
        && outcome.kind() != OutcomeKind.SIGNALLED;
  }

  private int report(Outcome outcome, int status) {
    if (report == null) {
      return status;
    }
    try {
      OutcomeJson.writeReport(host.resolve(report), outcome, status);
      return status;
    } catch (IOException e) {
      throw new Trouble(Trouble.unwritable("--report", String.valueOf(report), e));
    }
  }

  private boolean endsWithInput(List<String> problems) {
    if (eof == null || eof.equals("pass")) {
      return false;
    }
    if (!eof.equals("end")) {
      problems.add("option --eof: is '" + eof + "'; must be pass or end");
      return false;
    }
    return true;
  }

  private Stdin input(boolean relayed, List<String> problems) {
    if (relayed && stdin != null && !stdin.equals("inherit")) {
      problems.add("option --eof: is end; needs --stdin inherit; leave one of them out");
    }
    if (relayed) {
      return Stdin.stream(host.in());
    }
    return input(stdin == null ? "inherit" : stdin, host, problems);
  }

  /** Reads {@code inherit|null|FILE}. */
  static Stdin input(String text, Host host, List<String> problems) {
    if (text.equals("inherit")) {
      return Stdin.inherit();
    }
    if (text.equals("null")) {
      return Stdin.none();
    }
    Path file = host.resolve(text);
    if (Files.isDirectory(file) || !Files.isReadable(file)) {
      problems.add(
          "option --stdin: is '%s'; must be inherit, null, or a file that can be read"
              .formatted(text));
    }
    return Stdin.file(file);
  }

  private void checkReport(List<String> problems) {
    if (report == null) {
      return;
    }
    Path file = host.resolve(report).toAbsolutePath();
    Optional<String> misplaced = Trouble.misplaced("--report", report, file);
    if (misplaced.isPresent()) {
      problems.add(misplaced.get());
      return;
    }
    try {
      OutcomeJson.tryReport(file);
    } catch (IOException e) {
      problems.add(Trouble.unwritable("--report", report, e));
    }
  }

  private static Limits endingWithInput(Limits limits) {
    return new Limits(
        limits.timeout(),
        limits.grace(),
        limits.memory(),
        limits.firstSignal(),
        limits.survivors(),
        limits.detached(),
        true);
  }
}
