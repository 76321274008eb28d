package io.plimsoll.verification.docs;

import io.plimsoll.cli.Desk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Judges what is said to {@code plimsoll} and {@code prove} wherever it stands; runs nothing. */
final class CommandWords {

  private static final Set<String> OPTIONS_OF_PROVE = Set.of("--quick", "--seed", "--json");

  /** What names our program as a file like any other. */
  private static final Set<String> OF_FILES = Set.of("cp", "ln", "mv");

  private CommandWords() {}

  /** What is wrong with the commands in a text of a shell. */
  static List<String> problems(String shell) {
    List<String> problems = new ArrayList<>();
    for (List<String> words : Shell.commands(shell)) {
      String objection = objection(words);
      if (!objection.isEmpty()) {
        problems.add(String.join(" ", words) + ": " + objection);
      }
    }
    return problems;
  }

  /** What is wrong with the words of one command; empty where all is well. */
  static String objection(List<String> words) {
    if (!words.isEmpty() && OF_FILES.contains(words.get(0))) {
      return "";
    }
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      List<String> rest = words.subList(i + 1, words.size());
      boolean last = rest.isEmpty() && i > 0;
      if (!last && (word.equals("plimsoll") || word.endsWith("bin/plimsoll"))) {
        return isPlaceholder(rest) ? "" : Desk.objection(rest);
      }
      if (i == 0 && word.endsWith("bin/prove")) {
        return prove(rest);
      }
    }
    return "";
  }

  private static boolean isPlaceholder(List<String> words) {
    return !words.isEmpty() && words.get(0).matches("[A-Z]+|\\.\\.\\.");
  }

  private static String prove(List<String> words) {
    if (words.isEmpty() || isPlaceholder(words)) {
      return "";
    }
    Path proofs = DocsTest.TOP.resolve("docs/proofs.md");
    try {
      if (!Files.readString(proofs).contains("| `" + words.get(0) + "` |")) {
        return "docs/proofs.md knows no proof '" + words.get(0) + "'";
      }
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return words.stream()
        .filter(word -> word.startsWith("-") && !OPTIONS_OF_PROVE.contains(word))
        .map(word -> "prove has no option " + word)
        .findFirst()
        .orElse("");
  }
}
