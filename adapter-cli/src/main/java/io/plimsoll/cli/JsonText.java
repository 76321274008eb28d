package io.plimsoll.cli;

import java.util.List;
import java.util.Optional;

/** Builds a short JSON text: a list of flat objects. */
final class JsonText {

  private final StringBuilder out = new StringBuilder();
  private boolean first = true;

  /** Begins the list. */
  JsonText startList() {
    out.append('[');
    first = true;
    return this;
  }

  /** Begins an object. */
  JsonText startObject() {
    out.append(first ? "\n  {" : ",\n  {");
    first = true;
    return this;
  }

  /** Begins an object that is one line by itself. */
  JsonText startLine() {
    out.append('{');
    first = true;
    return this;
  }

  /** Ends it. */
  JsonText endLine() {
    out.append("}\n");
    return this;
  }

  /** Adds a text. */
  JsonText field(String name, String value) {
    named(name).append(quoted(value));
    return this;
  }

  /** Adds a number. */
  JsonText field(String name, long value) {
    named(name).append(value);
    return this;
  }

  /** Adds a flag. */
  JsonText field(String name, boolean value) {
    named(name).append(value);
    return this;
  }

  /** Adds a text, or null where there is none. */
  JsonText field(String name, Optional<String> value) {
    named(name).append(value.map(JsonText::quoted).orElse("null"));
    return this;
  }

  /** Adds texts. */
  JsonText field(String name, List<String> values) {
    named(name).append('[');
    for (int i = 0; i < values.size(); i++) {
      out.append(i == 0 ? "" : ",").append(quoted(values.get(i)));
    }
    out.append(']');
    return this;
  }

  private StringBuilder named(String name) {
    out.append(first ? "" : ",").append(quoted(name)).append(':');
    first = false;
    return out;
  }

  /** Ends the object. */
  JsonText endObject() {
    out.append('}');
    first = false;
    return this;
  }

  /** Ends the list. */
  JsonText endList() {
    out.append("\n]\n");
    return this;
  }

  @Override
  public String toString() {
    return out.toString();
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ' || (c >= 0x7f && c < 0xa0)) {
        quoted.append(String.format("\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
