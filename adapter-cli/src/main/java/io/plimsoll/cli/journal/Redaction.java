package io.plimsoll.cli.journal;

import io.plimsoll.command.Captured;
import io.plimsoll.command.Command;
import io.plimsoll.command.Outcome;
import io.plimsoll.command.PipeHolder;
import io.plimsoll.command.Secrets;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * Takes the values of secret variables out of what is recorded: those of the runtime's own
 * environment and of the command's. Values of fewer than {@value #SHORTEST} bytes stay, which would
 * be found everywhere. What takes their place is as long as they were, so that counts stay true.
 */
public final class Redaction implements UnaryOperator<String> {

  private static final int SHORTEST = 8;

  /** As much of a secret at an edge where output was dropped is taken for its beginning or end. */
  private static final int TELLING = 4;

  private static final String CUT = "...";

  private final List<String> own;

  /** For commands that inherit these variables. */
  public Redaction(Map<String, String> environment) {
    this.own = secrets(environment);
  }

  private static List<String> secrets(Map<String, String> variables) {
    TreeSet<String> values = new TreeSet<>();
    for (Map.Entry<String, String> each : variables.entrySet()) {
      String value = each.getValue();
      if (Secrets.isSecret(each.getKey())
          && value.getBytes(StandardCharsets.UTF_8).length >= SHORTEST) {
        values.add(value);
      }
    }
    List<String> all = new ArrayList<>(values);
    all.sort(new LongestFirst());
    return List.copyOf(all);
  }

  private static final class LongestFirst implements Comparator<String> {

    @Override
    public int compare(String one, String other) {
      return Integer.compare(other.length(), one.length());
    }
  }

  private List<String> secrets(Command command) {
    List<String> more = secrets(command.environment().resolve(Map.of()));
    if (more.isEmpty()) {
      return own;
    }
    List<String> all = new ArrayList<>(own);
    all.addAll(more);
    all.sort(new LongestFirst());
    return all;
  }

  /** A text that belongs to a command. */
  public String of(String text, Command command) {
    return replaced(text, secrets(command));
  }

  /** A text that belongs to none. */
  @Override
  public String apply(String text) {
    return replaced(text, own);
  }

  /** An outcome. */
  public Outcome of(Outcome outcome) {
    List<String> secrets = secrets(outcome.command());
    if (secrets.isEmpty()) {
      return outcome;
    }
    return new Outcome(
        outcome.lease(),
        outcome.command(),
        outcome.kind(),
        replaced(outcome.reason(), secrets),
        outcome.exitCode(),
        outcome.signal(),
        outcome.failure(),
        outcome.attempt(),
        outcome.startedAt(),
        outcome.duration(),
        outcome.peakMemory(),
        outcome.processes(),
        outcome.survivors(),
        replaced(outcome.stdout(), secrets),
        replaced(outcome.stderr(), secrets),
        outcome.pipeHolders().stream()
            .map(h -> new PipeHolder(h.pid(), replaced(h.command(), secrets), h.age()))
            .toList());
  }

  private static String replaced(String text, List<String> secrets) {
    String result = text;
    for (String secret : secrets) {
      result = result.replace(secret, Secrets.REDACTED);
      result = result.contains(CUT) ? withoutCut(result, secret) : result;
    }
    return result;
  }

  /** Texts for people are cut, perhaps within a secret. */
  private static String withoutCut(String text, String secret) {
    String result = text;
    for (int part = secret.length() - 1; part >= TELLING; part--) {
      result = result.replace(secret.substring(0, part) + CUT, Secrets.REDACTED + CUT);
    }
    return result;
  }

  private static Captured replaced(Captured captured, List<String> secrets) {
    boolean cut = captured.droppedBytes() > 0;
    byte[] head = cut ? captured.head().clone() : captured.kept();
    byte[] tail = cut ? captured.tail().clone() : new byte[0];
    boolean found = false;
    for (String secret : secrets) {
      byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
      found |= cover(head, bytes);
      if (cut) {
        found |= cover(tail, bytes);
        found |= coverEdges(head, tail, bytes);
      }
    }
    return found ? new Captured(captured.bytes(), head, tail) : captured;
  }

  private static boolean cover(byte[] text, byte[] secret) {
    boolean found = false;
    for (int at = 0; at + secret.length <= text.length; at++) {
      if (text[at] == secret[0]
          && Arrays.equals(text, at, at + secret.length, secret, 0, secret.length)) {
        cover(text, at, secret.length);
        found = true;
      }
    }
    return found;
  }

  private static boolean coverEdges(byte[] head, byte[] tail, byte[] secret) {
    boolean found = false;
    for (int part = secret.length - 1; part >= TELLING; part--) {
      int at = head.length - part;
      if (at >= 0 && Arrays.equals(head, at, head.length, secret, 0, part)) {
        cover(head, at, part);
        found = true;
      }
      int from = secret.length - part;
      if (part <= tail.length && Arrays.equals(tail, 0, part, secret, from, secret.length)) {
        cover(tail, 0, part);
        found = true;
      }
    }
    return found;
  }

  private static void cover(byte[] text, int at, int length) {
    byte[] words = Secrets.REDACTED.getBytes(StandardCharsets.US_ASCII);
    Arrays.fill(text, at, at + length, (byte) '*');
    if (length >= words.length) {
      System.arraycopy(words, 0, text, at, words.length);
    }
  }
}
