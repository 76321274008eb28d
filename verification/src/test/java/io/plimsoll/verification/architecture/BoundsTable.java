package io.plimsoll.verification.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The table of all bounds, as it stands in the documents: one section for each module, one row for
 * one field or for several of one type.
 *
 * @param sections the modules that have a section, in order
 * @param rows the rows, in order
 */
record BoundsTable(List<String> sections, List<Row> rows) {
  private static final String HEADER = "| field | what it holds | bound | at the bound |";
  private static final String RULE = "|---|---|---|---|";
  private static final String UNSAID = "?";
  private static final int CELLS = 4;
  private static final int FEWEST_LETTERS = 4;
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern SETTING = Pattern.compile("[a-z]+(\\.[a-z-]+)+");
  private static final Pattern PLACEHOLDER =
      Pattern.compile(
          "(?i).*(\\b(todo|tbd|fixme|xxx|unknown|unbounded|no bound)\\b|\\?|\\.\\.\\.|…).*");

  /**
   * A row.
   *
   * @param module its section
   * @param fields the fields it speaks of, each by its whole name
   * @param words what is said of them: what they hold, the bound, what happens there
   * @param shown the row as it is written
   */
  record Row(String module, List<String> fields, List<String> words, String shown) {
    String first() {
      return fields.isEmpty() ? "" : fields.get(0);
    }

    /** A short name for people. */
    String about() {
      return module + ": " + (fields.isEmpty() ? shown : first());
    }
  }

  static BoundsTable read(Path file) {
    try {
      return parse(Files.readAllLines(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static BoundsTable parse(List<String> lines) {
    List<String> sections = new ArrayList<>();
    List<Row> rows = new ArrayList<>();
    for (String line : lines) {
      if (line.startsWith("## ")) {
        sections.add(line.substring(3).strip());
      } else if (line.startsWith("|") && !line.equals(HEADER) && !line.equals(RULE)) {
        rows.add(row(sections.isEmpty() ? "" : sections.get(sections.size() - 1), line));
      }
    }
    return new BoundsTable(List.copyOf(sections), List.copyOf(rows));
  }

  private static Row row(String module, String line) {
    String inner = line.substring(1, line.endsWith("|") ? line.length() - 1 : line.length());
    List<String> cells = new ArrayList<>();
    for (String cell : inner.split("\\|", -1)) {
      cells.add(cell.strip());
    }
    List<String> words = cells.subList(1, cells.size());
    return new Row(module, names(cells.get(0)), List.copyOf(words), line);
  }

  /** A name without a point belongs to the type of the one before it. */
  private static List<String> names(String cell) {
    List<String> names = new ArrayList<>();
    String type = "";
    for (Matcher code = CODE.matcher(cell); code.find(); ) {
      String name = code.group(1);
      names.add(name.contains(".") ? name : type + name);
      type = name.contains(".") ? name.substring(0, name.lastIndexOf('.') + 1) : type;
    }
    return List.copyOf(names);
  }

  /** The fields that have no row. */
  List<Containers.Found> missing(List<Containers.Found> fields) {
    Set<String> listed = new HashSet<>();
    rows.forEach(row -> row.fields().forEach(name -> listed.add(row.module() + " " + name)));
    return fields.stream()
        .filter(field -> !listed.contains(field.module() + " " + field.name()))
        .toList();
  }

  /** Rows for those fields, to be copied and filled in. */
  static String paste(List<Containers.Found> missing) {
    return missing.stream()
        .collect(
            Collectors.groupingBy(
                Containers.Found::module, LinkedHashMap::new, Collectors.toList()))
        .entrySet()
        .stream()
        .map(
            module ->
                "\n## "
                    + module.getKey()
                    + "\n\n"
                    + HEADER
                    + "\n"
                    + RULE
                    + "\n"
                    + module.getValue().stream()
                        .map(BoundsTable::paste)
                        .collect(Collectors.joining()))
        .collect(Collectors.joining());
  }

  private static String paste(Containers.Found field) {
    return "| `%s` | %s (%s) | %s | %s |%n"
        .formatted(field.name(), UNSAID, field.type(), UNSAID, UNSAID);
  }

  /** The names in rows to which no field belongs. */
  List<String> stale(List<Containers.Found> fields) {
    Set<String> there = new HashSet<>();
    fields.forEach(field -> there.add(field.module() + " " + field.name()));
    List<String> stale = new ArrayList<>();
    for (Row row : rows) {
      for (String name : row.fields()) {
        if (!there.contains(row.module() + " " + name)) {
          stale.add(row.module() + ": " + name);
        }
      }
    }
    return stale;
  }

  /** What is wrong with the form of the table: of a row, its words are what is judged. */
  List<String> faults() {
    List<String> faults = new ArrayList<>();
    if (!sections.equals(Modules.FOLDERS)) {
      faults.add("the sections are " + sections + ", and the modules " + Modules.FOLDERS);
    }
    Set<String> seen = new TreeSet<>();
    Row before = null;
    for (Row row : rows) {
      judge(row, faults);
      row.fields().stream()
          .filter(name -> !seen.add(row.module() + " " + name))
          .forEach(name -> faults.add(row.module() + ": " + name + " is listed twice"));
      if (before != null
          && before.module().equals(row.module())
          && before.first().compareTo(row.first()) > 0) {
        faults.add(row.about() + " stands after " + before.first() + "; rows go by their names");
      }
      before = row;
    }
    return faults;
  }

  private static void judge(Row row, List<String> faults) {
    if (row.fields().isEmpty() || row.words().size() != CELLS - 1) {
      faults.add(row.about() + " is no row of " + HEADER);
      return;
    }
    for (String words : row.words()) {
      long letters = words.chars().filter(Character::isLetter).count();
      boolean numbered = words.chars().anyMatch(Character::isDigit);
      if ((letters < FEWEST_LETTERS && !numbered) || PLACEHOLDER.matcher(words).matches()) {
        faults.add(row.about() + " says '" + words + "'; must say what holds");
      }
    }
  }

  /** The settings by which rows explain a bound, each with the row. */
  List<String> settingsBeside(Set<String> known) {
    List<String> wrong = new ArrayList<>();
    for (Row row : rows) {
      for (Matcher code = CODE.matcher(String.join(" ", row.words())); code.find(); ) {
        if (SETTING.matcher(code.group(1)).matches() && !known.contains(code.group(1))) {
          wrong.add(row.about() + " names " + code.group(1) + ", which is no setting");
        }
      }
    }
    return wrong;
  }
}
