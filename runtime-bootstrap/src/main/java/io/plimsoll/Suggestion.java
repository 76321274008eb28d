package io.plimsoll;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * The word that was probably meant.
 *
 * @since 0.1.0
 */
public final class Suggestion {

  private Suggestion() {}

  /**
   * The known word nearest to an unknown one, by edit distance with transpositions (optimal string
   * alignment), if it is near enough: at most a third of the longer word's letters, and at least
   * one, away.
   */
  public static Optional<String> nearest(String unknown, Collection<String> known) {
    String word = unknown.length() > 64 ? unknown.substring(0, 64) : unknown;
    return known.stream()
        .filter(k -> distance(word, k) <= Math.max(1, Math.max(word.length(), k.length()) / 3))
        .min(Comparator.comparingInt((String k) -> distance(word, k)).thenComparing(k -> k));
  }

  /** The words "did you mean x?" with a leading semicolon, or nothing. */
  public static String didYouMean(String unknown, Collection<String> known) {
    return nearest(unknown, known).map(k -> "; did you mean " + k + "?").orElse("");
  }

  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        d[i][j] = i == 0 ? j : j == 0 ? i : step(d, a, b, i, j);
      }
    }
    return d[a.length()][b.length()];
  }

  private static int step(int[][] d, String a, String b, int i, int j) {
    int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
    int best = Math.min(d[i - 1][j] + 1, Math.min(d[i][j - 1] + 1, d[i - 1][j - 1] + change));
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, d[i - 2][j - 2] + 1) : best;
  }
}
