package io.plimsoll.cli;

import io.plimsoll.cli.CommandPage.Item;
import io.plimsoll.cli.CommandPage.Section;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes the manual pages; the build puts them into the archive. */
public final class ManPages {

  private final StringBuilder text = new StringBuilder();

  private ManPages() {}

  /** Writes all of them into a folder. */
  public static void main(String[] arguments) throws IOException {
    write(Path.of(arguments[0]));
  }

  static List<Path> write(Path folder) throws IOException {
    Files.createDirectories(folder);
    List<Path> written = new ArrayList<>();
    List<CommandPage> all = CommandPage.all();
    for (CommandPage page : all) {
      Path file = folder.resolve(page.file() + ".1");
      written.add(Files.writeString(file, new ManPages().page(page, all)));
    }
    return written;
  }

  private String page(CommandPage page, List<CommandPage> all) {
    String file = page.file().toString();
    String version = new Version().getVersion()[0];
    text.append(
        ".TH \"%s\" 1 \"\" \"%s\" \"Plimsoll\"\n.nh\n.ad l\n"
            .formatted(escaped(file.toUpperCase(Locale.ROOT)), escaped(version)));
    heading("NAME");
    text.append(escaped(file)).append(" \\- ").append(escaped(page.header())).append('\n');
    heading("SYNOPSIS");
    text.append("\\fB%s\\fR %s\n".formatted(escaped(page.name()), escaped(page.synopsis())));
    heading("DESCRIPTION");
    paragraph(page.description());
    items("ARGUMENTS", page.arguments());
    items("OPTIONS", page.options());
    page.sections().forEach(this::section);
    heading("SEE ALSO");
    text.append(
        all.stream()
            .filter(each -> !each.equals(page))
            .map(each -> "\\fB" + escaped(each.file().toString()) + "\\fR(1)")
            .collect(Collectors.joining(",\n")));
    return text.append('\n').toString();
  }

  private void heading(String words) {
    text.append(".SH ").append(words).append('\n');
  }

  private void paragraph(String words) {
    text.append(escaped(words)).append('\n');
  }

  private void items(String title, List<Item> items) {
    if (items.isEmpty()) {
      return;
    }
    heading(title);
    for (Item item : items) {
      String names =
          item.names().stream()
              .map(name -> "\\fB" + escaped(name) + "\\fR")
              .collect(Collectors.joining(", "));
      String value = item.value().isEmpty() ? "" : "=\\fI" + escaped(item.value()) + "\\fR";
      text.append(".TP\n").append(names).append(value).append('\n');
      paragraph(
          item.standard().isEmpty()
              ? item.about()
              : item.about() + " Default: " + item.standard() + ".");
    }
  }

  private void section(Section section) {
    if (section.title().isEmpty()) {
      text.append(".PP\n");
    } else {
      heading("\"" + escaped(section.title().toUpperCase(Locale.ROOT)) + "\"");
    }
    if (!section.prose().isEmpty()) {
      paragraph(section.prose());
    }
    if (!section.literal().isEmpty()) {
      text.append(".nf\n");
      section.literal().forEach(this::paragraph);
      text.append(".fi\n");
    }
  }

  /** Text as it is: no escapes, no requests, and signs that can be copied into a shell. */
  private static String escaped(String words) {
    String plain =
        words
            .replace("\\", "\\e")
            .replace("-", "\\-")
            .replace("'", "\\(aq")
            .replace("^", "\\(ha")
            .replace("~", "\\(ti")
            .replace("\"", "\\(dq");
    return plain.startsWith(".") ? "\\&" + plain : plain;
  }
}
