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
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** The fields that a job may have, and how each is read. */
final class JobFields {

  /** The longest id. */
  static final int LONGEST_ID = 256;

  /** The most variables that one job may set. */
  static final int MOST_VARIABLES = 1_000;

  /** Reads the value that the parser stands on. */
  private interface Field {
    void read(JobFields reader) throws IOException;
  }

  // Filled here, once.
  private static final Map<String, Field> FIELDS = new LinkedHashMap<>();

  static {
    FIELDS.put("id", JobFields::id);
    FIELDS.put("command", JobFields::command);
    FIELDS.put("cwd", JobFields::directory);
    FIELDS.put("env", JobFields::variables);
    FIELDS.put("stdin", r -> r.text("stdin", "\"text\"", s -> s, v -> r.draft.stdin = v));
    FIELDS.put(
        "timeout", r -> r.text("timeout", "\"30s\"", Durations::parse, v -> r.draft.timeout = v));
    FIELDS.put("grace", r -> r.text("grace", "\"2s\"", Durations::parse, v -> r.draft.grace = v));
    FIELDS.put(
        "memory", r -> r.text("memory", "\"256m\"", ByteSize::parse, v -> r.draft.memory = v));
    FIELDS.put("retries", JobFields::retries);
    FIELDS.put(
        "backoff", r -> r.text("backoff", "\"1s\"", Durations::parse, v -> r.draft.backoff = v));
    FIELDS.put(
        "signal", r -> r.text("signal", "\"TERM\"", FirstSignal::parse, v -> r.draft.signal = v));
    FIELDS.put(
        "survivors",
        r -> r.text("survivors", "\"end\"", JobFields::survivors, v -> r.draft.survivors = v));
    FIELDS.put("detach", r -> r.flag("detach", v -> r.draft.detached = v));
    FIELDS.put("cleanEnv", r -> r.flag("cleanEnv", v -> r.draft.cleanEnv = v));
  }

  private final JsonParser json;
  private final JobLine line;
  private final JobDraft draft;
  private final Function<String, Path> resolve;

  /** Reads from a parser into a draft; what is wrong goes to the line. */
  JobFields(JsonParser json, JobLine line, JobDraft draft, Function<String, Path> resolve) {
    this.json = json;
    this.line = line;
    this.draft = draft;
    this.resolve = resolve;
  }

  /** The names of the fields. */
  static Set<String> names() {
    return FIELDS.keySet();
  }

  /** Reads the value of a known field, on whose first token the parser stands. */
  void read(String name) throws IOException {
    Optional.ofNullable(FIELDS.get(name)).orElseThrow().read(this);
  }

  private void id() throws IOException {
    draft.idColumn = column();
    text("id", "\"op-17\"", JobFields::checkedId, v -> draft.id = v);
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
      wrong("command", "a list of texts", "[\"git\",\"status\"]");
      return;
    }
    List<String> arguments = new ArrayList<>();
    boolean good = true;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (json.currentToken() != JsonToken.VALUE_STRING) {
        wrong("command: argument " + arguments.size(), "a text", "[\"git\",\"status\"]");
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

  private void directory() throws IOException {
    text(
        "cwd",
        "\"work\"",
        text -> {
          try {
            return resolve.apply(text);
          } catch (InvalidPathException e) {
            throw new IllegalArgumentException(
                "is '" + JobLine.shown(text) + "'; must be a path; remove the NUL character", e);
          }
        },
        v -> draft.directory = v);
  }

  private void variables() throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      wrong("env", "an object of texts", "{\"LANG\":\"C\"}");
      return;
    }
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      int column = column();
      json.nextToken();
      String shown = "env: " + JobLine.shown(name);
      if (json.currentToken() != JsonToken.VALUE_STRING) {
        boolean secret = Secrets.isSecret(name);
        wrong(shown, secret ? Secrets.REDACTED : value(), "a text", "{\"LANG\":\"C\"}");
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
      wrong("retries", "a whole number", "2");
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

  private void flag(String field, Consumer<Optional<Boolean>> target) throws IOException {
    JsonToken token = json.currentToken();
    if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
      target.accept(Optional.of(token == JsonToken.VALUE_TRUE));
    } else {
      wrong(field, "true or false", "true");
    }
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

  private <T> void text(
      String field, String example, Function<String, T> reader, Consumer<Optional<T>> target)
      throws IOException {
    int column = column();
    if (json.currentToken() != JsonToken.VALUE_STRING) {
      wrong(field, "a text", example);
      return;
    }
    String text = json.getText();
    if (!isWhole(field, text)) {
      return;
    }
    try {
      target.accept(Optional.of(reader.apply(text)));
    } catch (IllegalArgumentException e) {
      line.problem(column, field + ": " + Text.visible(String.valueOf(e.getMessage()), 300));
    }
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
  private void wrong(String field, String rule, String example) throws IOException {
    wrong(field, value(), rule, example);
  }

  private void wrong(String field, String is, String rule, String example) throws IOException {
    line.problem(column(), "%s: is %s; must be %s; try %s".formatted(field, is, rule, example));
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
