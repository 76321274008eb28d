package io.plimsoll.cli.detect;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the version in what a tool says when it is asked for one. Pure. */
final class VersionText {

  /** The most of a version that is told. */
  static final int MOST = 64;

  private static final int MOST_LINES = 40;
  private static final int MOST_LINE = 512;

  private static final String MORE =
      "(?:[A-Za-z]{1,8}\\d{0,6})?(?:[-+_~][0-9A-Za-z]{1,40}(?:\\.[0-9A-Za-z]{1,40}){0,8}){0,3}";

  /** Numbers with points, or one number behind the word. */
  private static final Pattern VERSION =
      Pattern.compile(
          "(?<![0-9.])(\\d{1,9}(?:\\.\\d{1,9}){1,5}"
              + MORE
              + ")|\\b[Vv]ersion[ :=]{1,3}[\"'v]{0,2}(\\d{1,9}(?:\\.\\d{1,9}){0,5}"
              + MORE
              + ")");

  /** A name and one number: {@code less 590}, {@code v20}, {@code openjdk 21 2023-09-19}. */
  private static final Pattern PLAIN =
      Pattern.compile(
          "^(?:[A-Za-z][-+_.0-9A-Za-z]{0,63} )?v?"
              + "(\\d{1,9}+(?:[-+~]?[A-Za-z][0-9A-Za-z]{0,20}+)?+)(?![-/:.0-9])");

  private VersionText() {}

  /** The first thing that looks like a version. */
  static Optional<String> in(String text) {
    return text.lines()
        .limit(MOST_LINES)
        .map(line -> line.substring(0, Math.min(MOST_LINE, line.length())))
        .map(VersionText::inLine)
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<String> inLine(String line) {
    Matcher version = VERSION.matcher(line);
    if (version.find()) {
      return Optional.of(cut(version.group(1) == null ? version.group(2) : version.group(1)));
    }
    Matcher plain = PLAIN.matcher(line);
    return plain.find() ? Optional.of(cut(plain.group(1))) : Optional.empty();
  }

  private static String cut(String version) {
    return version.substring(0, Math.min(MOST, version.length()));
  }
}
