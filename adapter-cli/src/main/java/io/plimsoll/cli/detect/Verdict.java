package io.plimsoll.cli.detect;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How a program is deployed, with the reasons.
 *
 * @param kind how
 * @param evidence why, in words for people; a few
 * @param grounds files beside the program that decided, there or not: when one changes, so may the
 *     verdict; at most {@link #MOST_GROUNDS}
 */
public record Verdict(Kind kind, List<String> evidence, List<Path> grounds) {

  /** The most files on which a verdict rests. */
  static final int MOST_GROUNDS = 16;

  /** Copies the lists. */
  public Verdict {
    evidence = List.copyOf(evidence);
    grounds = List.copyOf(grounds.subList(0, Math.min(MOST_GROUNDS, grounds.size())));
  }

  /** One that rests on where the program lies. */
  static Verdict of(Kind kind, String... evidence) {
    return new Verdict(kind, List.of(evidence), List.of());
  }

  /** One that rests on this step as well, and on a file. */
  static Verdict of(Kind kind, String evidence, Program.Step step, Path ground) {
    Verdict verdict = new Verdict(kind, List.of(evidence), List.of(ground));
    return step.how().isEmpty() ? verdict : verdict.and(step.how());
  }

  /** The same with one more reason. */
  Verdict and(String reason) {
    List<String> more = new ArrayList<>(evidence);
    more.add(reason);
    return new Verdict(kind, more, grounds);
  }

  /** The same, resting on these files. */
  Verdict on(List<Path> files) {
    return new Verdict(kind, evidence, files);
  }
}
