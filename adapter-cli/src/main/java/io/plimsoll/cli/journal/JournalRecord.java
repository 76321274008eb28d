package io.plimsoll.cli.journal;

import io.plimsoll.command.OutcomeKind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of one record, read: all of it but the texts that may be long.
 *
 * @param type {@code A} accepted, {@code S} started, {@code E} ended
 * @param job the number of the job
 * @param attempt the number of the attempt; 0 where there is none
 * @param line the fingerprint of the job's line; empty where it is not accepted
 * @param kind how it ended; null where it has not
 * @param textAt where the text begins, counted from the beginning of the record
 */
record JournalRecord(
    char type, int job, int attempt, String line, @Nullable OutcomeKind kind, int textAt) {

  /** How many hexadecimal digits the checksum before each record has. */
  static final int CHECKSUM = 8;

  /** How many bytes of a line are enough to read the beginning of its record. */
  static final int ENOUGH = 96;

  private static final int LINE = 32;

  /** Reads the beginning of a record; null where it is none. */
  static @Nullable JournalRecord read(byte[] bytes, int length) {
    String text = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    String[] words = text.substring(Math.min(length, CHECKSUM + 1)).split(" ", 5);
    return switch (words[0]) {
      case "A" -> words.length >= 4 ? accepted(words) : null;
      case "S" -> words.length == 3 ? started(words) : null;
      case "E" -> words.length == 5 ? ended(words) : null;
      default -> null;
    };
  }

  private static @Nullable JournalRecord accepted(String[] words) {
    int job = number(words[1], JobStates.MOST_JOBS);
    return job < 1 || words[2].length() != LINE
        ? null
        : new JournalRecord('A', job, 0, words[2], null, textAt(words, 3));
  }

  private static @Nullable JournalRecord started(String[] words) {
    int job = number(words[1], JobStates.MOST_JOBS);
    int attempt = number(words[2], JobStates.MOST_ATTEMPTS);
    return job < 1 || attempt < 1 ? null : new JournalRecord('S', job, attempt, "", null, 0);
  }

  private static @Nullable JournalRecord ended(String[] words) {
    int job = number(words[1], JobStates.MOST_JOBS);
    int attempt = number(words[2], JobStates.MOST_ATTEMPTS);
    OutcomeKind kind =
        Arrays.stream(OutcomeKind.values())
            .filter(k -> k.word().equals(words[3]))
            .findFirst()
            .orElse(null);
    return job < 1 || attempt < 0 || kind == null
        ? null
        : new JournalRecord('E', job, attempt, "", kind, textAt(words, 4));
  }

  private static int textAt(String[] words, int before) {
    int at = CHECKSUM + 1;
    for (int i = 0; i < before; i++) {
      at += words[i].length() + 1;
    }
    return at;
  }

  /** The number as it would be written, or -1. */
  private static int number(String text, int most) {
    if (text.isEmpty() || text.length() > 10 || text.chars().anyMatch(c -> c < '0' || c > '9')) {
      return -1;
    }
    long value = Long.parseLong(text);
    return value > most || !Long.toString(value).equals(text) ? -1 : (int) value;
  }
}
