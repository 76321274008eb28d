package io.plimsoll.cli.batch;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.plimsoll.command.ByteSize;
import io.plimsoll.command.Command;
import io.plimsoll.command.Durations;
import io.plimsoll.command.Environment;
import io.plimsoll.command.Retry;
import io.plimsoll.command.Secrets;
import io.plimsoll.command.Survivors;
import io.plimsoll.command.Text;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;

/** The fields that a job may have, and how each is read. */
final class JobFields {

  /** The longest id. */
  static final int LONGEST_ID = 256;

  /** The most variables that one job may set. */
  static final int MOST_VARIABLES = 1_000;

  // Each with an example of its value. Filled here, once.
  private static final Map<String, String> FIELDS = new LinkedHashMap<>();

  static {
    FIELDS.put("id", "\"op-17\"");
    FIELDS.put("command", "[\"git\",\"status\"]");
    FIELDS.put("cwd", "\"work\"");
    FIELDS.put("env", "{\"LANG\":\"C\"}");
    FIELDS.put("stdin", "\"text\"");
    FIELDS.put("timeout", "\"30s\"");
    FIELDS.put("grace", "\"2s\"");
    FIELDS.put("memory", "\"256m\"");
    FIELDS.put("retries", "2");
    FIELDS.put("backoff", "\"1s\"");
    FIELDS.put("signal", "\"TERM\"");
    FIELDS.put("survivors", "\"end\"");
    FIELDS.put("detach", "true");
    FIELDS.put("cleanEnv", "true");
  }

  private final JsonParser json;
  private final JobLine line;
  private final JobDraft draft;
  private final Path directory;

  /**
   * Reads from a parser into a draft; what is wrong goes to the line.
   *
   * @param directory the folder that relative paths are taken from
   */
  JobFields(JsonParser json, JobLine line, JobDraft draft, Path directory) {
    this.json = json;
    this.line = line;
    this.draft = draft;
    this.directory = directory;
  }

  /** The names of the fields. */
  static Set<String> names() {
    return FIELDS.keySet();
  }

  /** Reads the value of a known field, on whose first token the parser stands. */
  void read(String name) throws IOException {
    switch (name) {
      case "id" -> {
        draft.idColumn = column();
        text(name);
      }
      case "command" -> command();
      case "env" -> variables();
      case "retries" -> retries();
      case "detach" -> draft.detached = flag(name);
      case "cleanEnv" -> draft.cleanEnv = flag(name);
      default -> text(name);
    }
  }

  private void text(String field) throws IOException {
    int column = column();
    if (json.currentToken() != JsonToken.VALUE_STRING) {
      wrong(field, field, "a text");
      return;
    }
    String text = json.getText();
    if (!isWhole(field, text)) {
      return;
    }
    try {
      take(field, text);
    } catch (IllegalArgumentException e) {
      line.problem(column, field + ": " + Text.visible(String.valueOf(e.getMessage()), 300));
    }
  }

  /**
   * Takes a text as the value of a field.
   *
   * @throws IllegalArgumentException if it cannot be one
   */
  private void take(String field, String text) {
    switch (field) {
      case "id" -> draft.id = Optional.of(checkedId(text));
      case "cwd" -> draft.directory = Optional.of(path(text));
      case "stdin" -> draft.stdin = Optional.of(text);
      case "timeout" -> draft.timeout = Optional.of(Durations.parse(text));
      case "grace" -> draft.grace = Optional.of(Durations.parse(text));
      case "memory" -> draft.memory = Optional.of(ByteSize.parse(text));
      case "backoff" -> draft.backoff = Optional.of(Durations.parse(text));
      case "signal" -> draft.signal = Optional.of(FirstSignal.parse(text));
      case "survivors" -> draft.survivors = Optional.of(survivors(text));
      default -> throw new NoSuchElementException(field);
    }
  }

  private static String checkedId(String text) {
    if (text.isEmpty() || text.length() > LONGEST_ID) {
      throw new IllegalArgumentException(
          "has %d characters; must have 1 to %d; try a shorter one, or leave it out for the line's number"
              .formatted(text.length(), LONGEST_ID));
    }
    return text;
  }

  private void command() throws IOException {
    int column = column();
    if (json.currentToken() != JsonToken.START_ARRAY) {
      wrong("command", "command", "a list of texts");
      return;
    }
    List<String> arguments = new ArrayList<>();
    boolean good = true;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (json.currentToken() != JsonToken.VALUE_STRING) {
        wrong("command", "command: argument " + arguments.size(), "a text");
        good = false;
        arguments.add("?");
      } else {
        arguments.add(json.getText());
        good &= isWhole("command: argument " + (arguments.size() - 1), json.getText());
      }
    }
    if (!good) {
      return;
    }
    try {
      draft.command = Optional.of(Command.of(arguments).arguments());
    } catch (IllegalArgumentException e) {
      line.problem(column, String.valueOf(e.getMessage()));
    }
  }

  private Path path(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException(
          "is ''; must be a folder that is there; leave it out for the batch's own");
    }
    try {
      return directory.resolve(text);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(
          "is '" + JobLine.shown(text) + "'; must be a path; remove the NUL character", e);
    }
  }

  private void variables() throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      wrong("env", "env", "an object of texts");
      return;
    }
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      int column = column();
      json.nextToken();
      String shown = "env: " + JobLine.shown(name);
      if (json.currentToken() != JsonToken.VALUE_STRING) {
        boolean secret = Secrets.isSecret(name);
        wrong("env", shown, secret ? Secrets.REDACTED : value(), "a text");
      } else if (isWhole(shown, name) && isWhole(shown, json.getText())) {
        variable(name, json.getText(), column);
      }
    }
  }

  private void variable(String name, String value, int column) {
    if (draft.variables.containsKey(name)) {
      line.problem(column, "env: " + JobLine.shown(name) + ": is set twice; keep one");
      return;
    }
    if (draft.variables.size() == MOST_VARIABLES) {
      line.problem(
          column,
          "env: sets more than " + MOST_VARIABLES + " variables; must be fewer; use a file");
      return;
    }
    try {
      Environment checked = Environment.inherit().with(name, value);
      draft.variables.put(name, checked == null ? "" : value);
    } catch (IllegalArgumentException e) {
      line.problem(column, Text.visible(String.valueOf(e.getMessage()), 300));
    }
  }

  private void retries() throws IOException {
    int column = column();
    if (json.currentToken() != JsonToken.VALUE_NUMBER_INT) {
      wrong("retries", "retries", "a whole number");
      return;
    }
    String digits = json.getText();
    int value;
    try {
      value = Integer.parseInt(digits);
    } catch (NumberFormatException e) {
      value = -1;
    }
    if (value < 0 || value > Retry.MOST_TIMES) {
      line.problem(
          column,
          "retries: is %s; must be from 0 to %d; try 2"
              .formatted(JobLine.shown(digits), Retry.MOST_TIMES));
    } else {
      draft.retries = Optional.of(value);
    }
  }

  private Optional<Boolean> flag(String field) throws IOException {
    JsonToken token = json.currentToken();
    if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
      return Optional.of(token == JsonToken.VALUE_TRUE);
    }
    wrong(field, field, "true or false");
    return Optional.empty();
  }

  private static Survivors survivors(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "end" -> Survivors.END;
      case "keep" -> Survivors.KEEP;
      default ->
          throw new IllegalArgumentException(
              "is '" + JobLine.shown(text) + "'; must be end or keep; try end");
    };
  }

  private boolean isWhole(String field, String text) {
    if (Halves.in(text)) {
      line.problem(
          column(),
          field + ": holds half of a surrogate pair, which is no character; write both halves");
      return false;
    }
    return true;
  }

  /** Notes a value of a wrong type, and passes over it. */
  private void wrong(String field, String place, String rule) throws IOException {
    wrong(field, place, value(), rule);
  }

  private void wrong(String field, String place, String is, String rule) throws IOException {
    line.problem(
        column(), "%s: is %s; must be %s; try %s".formatted(place, is, rule, FIELDS.get(field)));
    json.skipChildren();
  }

  private String value() throws IOException {
    JsonToken token = json.currentToken();
    if (token == JsonToken.START_OBJECT) {
      return "an object";
    }
    if (token == JsonToken.START_ARRAY) {
      return "a list";
    }
    return token == JsonToken.VALUE_STRING
        ? "'" + JobLine.shown(json.getText()) + "'"
        : JobLine.shown(json.getText());
  }

  private int column() {
    return json.currentTokenLocation().getColumnNr();
  }
}
