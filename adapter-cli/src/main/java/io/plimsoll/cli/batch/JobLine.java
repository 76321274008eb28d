package io.plimsoll.cli.batch;

import io.plimsoll.command.Text;
import java.util.ArrayList;
import java.util.List;

/**
 * What one line turned out to be: a job, or problems. Gathers all problems of the line, each with
 * the column where it was found.
 */
final class JobLine {

  /** The most problems of one line that are told. */
  static final int MOST_PROBLEMS = 20;

  /** How much of a wrong value is shown. */
  private static final int MOST_SHOWN = 60;

  private final long number;
  private final List<String> problems = new ArrayList<>();
  private int more;

  JobLine(long number) {
    this.number = number;
  }

  /** Notes a problem. */
  void problem(int column, String words) {
    if (problems.size() < MOST_PROBLEMS) {
      problems.add("column " + column + ": " + words);
    } else {
      more++;
    }
  }

  /** Whether there is none. */
  boolean isGood() {
    return problems.isEmpty();
  }

  /** All of them in one line. */
  String reason() {
    String where = "line " + number + ", ";
    if (problems.size() == 1) {
      return where + problems.get(0);
    }
    StringBuilder all = new StringBuilder("line " + number + ", ");
    all.append(problems.size() + more).append(" problems:");
    for (int i = 0; i < problems.size(); i++) {
      all.append(' ').append(i + 1).append(") ").append(problems.get(i));
    }
    return more == 0 ? all.toString() : all + " and " + more + " more";
  }

  /** A value from the line as it may be shown. */
  static String shown(String value) {
    return Text.visible(value, MOST_SHOWN);
  }
}
