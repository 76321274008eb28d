package io.plimsoll.cli;

import io.plimsoll.Suggestion;
import io.plimsoll.command.Text;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The commands by name, each made only when it is asked for: reflecting on all of them would cost
 * more time than a whole {@code run} of a short command.
 */
final class Commands {

  /** The names, in the order of the help text. */
  static final List<String> NAMES =
      List.of(
          "run",
          "batch",
          "detect",
          "soak",
          "report",
          "replay",
          "reap",
          "config",
          "doctor",
          "completion");

  private Commands() {}

  /** One command by itself, or nothing where there is none of this name. */
  static @Nullable CommandLine named(String name, Host host) {
    Object command = make(name, host);
    return command == null ? null : ready(command, host).setCommandName("plimsoll " + name);
  }

  /** All of them, under the root. */
  static CommandLine everything(Host host) {
    CommandLine root = new CommandLine(new Root());
    for (String name : NAMES) {
      Object command = make(name, host);
      if (command != null) {
        root.addSubcommand(name, command);
      }
    }
    return configured(root, host);
  }

  private static @Nullable Object make(String name, Host host) {
    return switch (name) {
      case "run" -> new RunCommand(host);
      case "batch" -> new BatchCommand(host);
      case "detect" -> new DetectCommand(host);
      case "soak" -> new SoakCommand(host);
      case "report" -> new ReportCommand(host);
      case "replay" -> new ReplayCommand(host);
      case "reap" -> new ReapCommand(host);
      case "config" -> new ConfigCommand(host);
      case "doctor" -> new DoctorCommand(host);
      case "completion" -> new CompletionCommand(host);
      default -> null;
    };
  }

  private static CommandLine ready(Object command, Host host) {
    return configured(new CommandLine(command), host);
  }

  private static CommandLine configured(CommandLine line, Host host) {
    return line.setStopAtPositional(line.getCommand() instanceof RunCommand)
        .setExpandAtFiles(false)
        .setOverwrittenOptionsAllowed(true)
        .setUsageHelpAutoWidth(false)
        .setColorScheme(Help.defaultColorScheme(colours(host) ? Help.Ansi.ON : Help.Ansi.OFF))
        .setErr(new PrintWriter(host.err(), true, StandardCharsets.UTF_8));
  }

  /** Reads the arguments, and shows help or runs the command that they name. */
  static int execute(CommandLine line, Host host, String... args) throws Exception {
    Printout out = new Printout(host);
    line.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
    CommandLine.ParseResult parsed;
    try {
      parsed = line.parseArgs(args);
    } catch (ParameterException e) {
      throw misused(e);
    }
    Integer shown = CommandLine.executeHelpRequest(parsed);
    if (shown != null) {
      out.arrived();
      return shown;
    }
    while (parsed.hasSubcommand()) {
      parsed = parsed.subcommand();
    }
    if (parsed.commandSpec().userObject() instanceof Callable<?> command
        && command.call() instanceof Integer status) {
      return status;
    }
    throw new Trouble("no command given; try 'plimsoll --help'");
  }

  private static boolean colours(Host host) {
    String none = host.environment().getOrDefault("NO_COLOR", "");
    return none.isEmpty()
        && !"dumb".equals(host.environment().get("TERM"))
        && host.terminals().output();
  }

  private static Trouble misused(ParameterException e) {
    CommandLine line = e.getCommandLine();
    String name = line.getCommandSpec().qualifiedName();
    return new Trouble(words(e, line) + "; try '" + name + " --help'");
  }

  private static String words(ParameterException e, CommandLine line) {
    if (e instanceof UnmatchedArgumentException unmatched && !unmatched.getUnmatched().isEmpty()) {
      String word = unmatched.getUnmatched().get(0);
      String option = word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
      return option.startsWith("-")
          ? "unknown option '%s'%s"
              .formatted(Text.visible(option, 64), Suggestion.didYouMean(option, options(line)))
          : "unexpected argument '%s'".formatted(Text.visible(word, 64));
    }
    String message = Text.visible(String.valueOf(e.getMessage()), 400);
    return message.isEmpty()
        ? "usage"
        : message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
  }

  private static List<String> options(CommandLine line) {
    List<String> names = new ArrayList<>();
    for (OptionSpec option : line.getCommandSpec().options()) {
      names.addAll(List.of(option.names()));
    }
    return names;
  }
}
