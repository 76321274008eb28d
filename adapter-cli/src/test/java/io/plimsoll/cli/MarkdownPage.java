package io.plimsoll.cli;

import io.plimsoll.cli.CommandPage.Item;
import io.plimsoll.cli.CommandPage.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A command as a page of the documentation. */
final class MarkdownPage {

  private static final Pattern ROW = Pattern.compile("(\\S.*?)\\s{2,}(\\S.*)");

  private final StringBuilder text = new StringBuilder();

  private MarkdownPage() {}

  /** The page of a command. */
  static String of(CommandPage page, List<CommandPage> all) {
    MarkdownPage made = new MarkdownPage();
    made.line("# " + page.name());
    made.line(escaped(page.header()) + ".");
    made.block("text", List.of((page.name() + " " + page.synopsis()).strip()));
    made.line(escaped(page.description()));
    if (page.name().equals("plimsoll")) {
      made.commands(all);
    }
    made.items("Arguments", "argument", page.arguments());
    made.items("Options", "option", page.options());
    page.sections().forEach(made::section);
    if (!page.name().equals("plimsoll")) {
      made.line("All commands: [plimsoll](plimsoll.md).");
    }
    return made.text.toString().stripTrailing() + "\n";
  }

  private void line(String words) {
    text.append(words).append("\n\n");
  }

  private void block(String language, List<String> lines) {
    line("```" + language + "\n" + String.join("\n", lines) + "\n```");
  }

  private void commands(List<CommandPage> all) {
    line("## Commands");
    for (CommandPage each : all) {
      if (!each.name().equals("plimsoll")) {
        text.append(
            "- [%s](%s.md): %s.\n".formatted(each.name(), each.file(), escaped(each.header())));
      }
    }
    text.append('\n');
  }

  private void items(String title, String column, List<Item> items) {
    if (items.isEmpty()) {
      return;
    }
    line("## " + title);
    text.append("| %s | what it does | default |\n|---|---|---|\n".formatted(column));
    for (Item item : items) {
      String value = item.value().isEmpty() ? "" : "=" + item.value();
      List<String> names = new ArrayList<>(item.names());
      names.set(names.size() - 1, names.get(names.size() - 1) + value);
      text.append(
          "| %s | %s | %s |\n"
              .formatted(
                  names.stream()
                      .map(name -> "`" + name.replace("|", "\\|") + "`")
                      .collect(Collectors.joining(", ")),
                  escaped(item.about()),
                  escaped(item.standard())));
    }
    text.append('\n');
  }

  private void section(Section section) {
    if (!section.title().isEmpty()) {
      line("## " + escaped(section.title()));
    }
    List<String> literal = section.literal();
    if (!section.prose().isEmpty()) {
      line(escaped(section.prose()));
    }
    if (literal.isEmpty()) {
      return;
    }
    if (section.title().equals(CommandPage.STATUS)) {
      statuses(literal);
    } else if (section.title().equals("Examples")) {
      block("sh", literal);
    } else if (section.title().contains("TOML")) {
      block("toml", literal);
    } else {
      block("text", literal);
    }
  }

  private void statuses(List<String> lines) {
    List<String> rows = new ArrayList<>();
    for (String line : lines) {
      Matcher row = ROW.matcher(line);
      if (line.startsWith(" ")) {
        rows.set(rows.size() - 1, rows.get(rows.size() - 1) + " " + escaped(line.strip()));
      } else if (row.matches()) {
        rows.add(escaped(row.group(1)) + " | " + escaped(row.group(2)));
      } else {
        rows.add("any | " + escaped(line));
      }
    }
    text.append("| status | meaning |\n|---|---|\n");
    rows.forEach(row -> text.append("| ").append(row).append(" |\n"));
    text.append('\n');
  }

  private static String escaped(String words) {
    return words.replaceAll("([*_|<>`])", "\\\\$1");
  }
}
