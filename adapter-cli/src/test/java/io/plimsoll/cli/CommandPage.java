package io.plimsoll.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What there is to say of a command, taken from the model of the command line, for pages of any
 * kind. Lives with the tests, for the program itself must not carry it.
 *
 * @param name the words to call it by
 * @param header one sentence, without its full stop
 * @param synopsis how it is called, without its name
 * @param description what it does
 * @param arguments what follows its options
 * @param options its options
 * @param sections what its help says besides
 */
record CommandPage(
    String name,
    String header,
    String synopsis,
    String description,
    List<Item> arguments,
    List<Item> options,
    List<Section> sections) {

  /** The title of the section that lists exit statuses. */
  static final String STATUS = "Exit status";

  /**
   * An option or an argument.
   *
   * @param names its names, the last with the label of its value
   * @param value the label of its value; empty where it takes none
   * @param about what it does
   * @param standard what holds without it; empty where that is not said
   */
  record Item(List<String> names, String value, String about, String standard) {}

  /**
   * A part of the help text below the options.
   *
   * @param title its heading
   * @param lines its lines; those that are set as written begin with a space
   */
  record Section(String title, List<String> lines) {

    /** The lines that are set as written, without their indentation. */
    List<String> literal() {
      return lines.stream().filter(line -> line.startsWith(" ")).map(l -> l.substring(2)).toList();
    }

    /** The other lines as one paragraph. */
    String prose() {
      return String.join(" ", lines.stream().filter(line -> !line.startsWith(" ")).toList())
          .strip();
    }
  }

  /** The pages of all commands, the program itself first. */
  static List<CommandPage> all() {
    Host host = Host.ofThisProcess();
    return Stream.concat(
            Stream.of(of(Commands.everything(host), "plimsoll")),
            Commands.NAMES.stream().map(name -> of(Commands.named(name, host), "plimsoll " + name)))
        .toList();
  }

  private static CommandPage of(CommandLine line, String name) {
    CommandSpec spec = line.getCommandSpec();
    String synopsis = line.getHelp().synopsis(0).strip().replaceAll("\\s+", " ");
    String[] header = spec.usageMessage().header();
    return new CommandPage(
        name,
        header.length == 0 ? "Run commands that must not leak" : header[0].replaceFirst("\\.$", ""),
        synopsis.substring(name.length()).strip(),
        text(spec.usageMessage().description()),
        spec.positionalParameters().stream()
            .map(CommandPage::argument)
            .filter(argument -> !argument.about().isEmpty())
            .toList(),
        spec.options().stream()
            .filter(option -> !option.hidden())
            .map(CommandPage::option)
            .toList(),
        sections(spec));
  }

  /** The name of its file, without an ending. */
  Path file() {
    return Path.of(name.replace(' ', '-'));
  }

  private static Item option(OptionSpec option) {
    boolean flag = option.arity().max() == 0;
    return item(List.of(option.names()), flag ? "" : option.paramLabel(), option);
  }

  private static Item argument(ArgSpec argument) {
    String label = argument.paramLabel();
    return item(List.of(label.replaceAll("^\\[|]$", "")), "", argument);
  }

  private static Item item(List<String> names, String value, ArgSpec arg) {
    String about = text(arg.description());
    int at = about.indexOf(" Default: ");
    return at < 0
        ? new Item(names, value, about, "")
        : new Item(
            names,
            value,
            about.substring(0, at),
            about.substring(at + " Default: ".length()).replaceFirst("\\.$", ""));
  }

  private static String text(String... lines) {
    return String.join(" ", lines).replace("%n", " ").replace("%%", "%").strip();
  }

  private static List<Section> sections(CommandSpec spec) {
    List<String> lines = new ArrayList<>();
    lines.add(text(spec.usageMessage().footerHeading()));
    lines.addAll(List.of(spec.usageMessage().footer()));
    List<Section> sections = new ArrayList<>();
    for (String paragraph : String.join("\n", lines).split("\n\n")) {
      List<String> own = paragraph.lines().toList();
      String first = own.get(0);
      List<String> rest = own.subList(1, own.size());
      if (first.startsWith(STATUS + ": ")) {
        String words = first.substring(STATUS.length() + 2);
        sections.add(new Section(STATUS, Stream.concat(Stream.of(words), rest.stream()).toList()));
      } else if (first.endsWith(":") && !first.startsWith(" ")) {
        sections.add(new Section(first.substring(0, first.length() - 1), rest));
      } else {
        sections.add(new Section("", own));
      }
    }
    return sections;
  }
}
