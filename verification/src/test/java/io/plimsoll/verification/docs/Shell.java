package io.plimsoll.verification.docs;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Takes the text of a shell apart: as far as documentation goes, no further. */
final class Shell {

  /**
   * One command line, which may span lines of text.
   *
   * @param at in which line of the text it begins, from 0
   * @param text all of it, with what it reads from the text
   */
  record Line(int at, String text) {}

  private final String text;
  private final List<List<String>> commands = new ArrayList<>();
  private final Deque<String> documents = new ArrayDeque<>();
  private List<String> words = new ArrayList<>();
  private StringBuilder word = new StringBuilder();
  private boolean inWord;
  private boolean target;
  private boolean document;
  private boolean open;

  private Shell(String text) {
    this.text = text.endsWith("\n") ? text : text + "\n";
  }

  /** The simple commands of a text, each as its words, without redirections and comments. */
  static List<List<String>> commands(String text) {
    Shell shell = new Shell(text);
    shell.read();
    return shell.commands;
  }

  /** The command lines of a text, without empty ones and comments that stand alone. */
  static List<Line> lines(String text) {
    List<Line> lines = new ArrayList<>();
    StringBuilder held = new StringBuilder();
    int begun = 0;
    List<String> all = text.lines().toList();
    for (int i = 0; i < all.size(); i++) {
      if (held.length() == 0) {
        begun = i;
      }
      held.append(all.get(i)).append('\n');
      Shell shell = new Shell(held.toString());
      shell.read();
      if (!shell.open || i + 1 == all.size()) {
        if (!shell.commands.isEmpty()) {
          lines.add(new Line(begun, held.toString()));
        }
        held.setLength(0);
      }
    }
    return lines;
  }

  private void read() {
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      switch (c) {
        case '\'' -> i = quoted(i + 1, '\'');
        case '"' -> i = quoted(i + 1, '"');
        case '\\' -> {
          if (i + 1 < text.length() && text.charAt(i + 1) != '\n') {
            add(text.charAt(i + 1));
          }
          open = i + 2 >= text.length();
          i++;
        }
        case '#' -> {
          if (inWord) {
            add(c);
          } else {
            i = text.indexOf('\n', i) - 1;
          }
        }
        case '\n' -> {
          endCommand();
          i = documents(i);
        }
        case ' ', '\t' -> endWord();
        case '|', '&', ';', '(', ')' -> {
          if (c == '&' && target && !inWord) {
            add(c);
          } else {
            endCommand();
          }
        }
        case '<', '>' -> i = redirection(i, c);
        default -> add(c);
      }
      i++;
    }
    endCommand();
  }

  private int quoted(int from, char quote) {
    inWord = true;
    int i = from;
    while (i < text.length() && text.charAt(i) != quote) {
      if (quote == '"' && text.charAt(i) == '\\' && i + 1 < text.length()) {
        i++;
      }
      word.append(text.charAt(i));
      i++;
    }
    open = i >= text.length();
    return i;
  }

  private int redirection(int at, char c) {
    if (inWord && word.toString().matches("\\d")) {
      word.setLength(0);
      inWord = false;
    }
    endWord();
    int next = at + 1;
    if (next < text.length() && text.charAt(next) == '(') {
      endCommand(); // a process in a file's place: its words are a command
      return next;
    }
    target = true;
    document = c == '<' && next < text.length() && text.charAt(next) == '<';
    return document || (next < text.length() && text.charAt(next) == c) ? next : at;
  }

  /** Passes over the documents that were announced, from the end of a line. */
  private int documents(int at) {
    int i = at;
    while (!documents.isEmpty()) {
      String end = documents.remove();
      boolean found = false;
      while (!found && i + 1 < text.length()) {
        int stop = text.indexOf('\n', i + 1);
        stop = stop < 0 ? text.length() : stop;
        found = text.substring(i + 1, stop).equals(end);
        i = stop;
      }
      open |= !found;
    }
    return i;
  }

  private void add(char c) {
    word.append(c);
    inWord = true;
  }

  private void endWord() {
    if (!inWord) {
      return;
    }
    if (target) {
      if (document) {
        documents.add(word.toString());
      }
      target = false;
      document = false;
    } else {
      words.add(word.toString());
    }
    word = new StringBuilder();
    inWord = false;
  }

  private void endCommand() {
    endWord();
    if (!words.isEmpty()) {
      commands.add(words);
      words = new ArrayList<>();
    }
  }
}
