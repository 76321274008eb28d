package io.plimsoll.process.orphan;

import io.plimsoll.process.orphan.Notes.Known;
import org.jspecify.annotations.Nullable;

/**
 * One line of notes, read from its front. By hand: each start looks into the notes of the other
 * sessions, and regular expressions would take it longer than all else about them.
 */
final class NoteLine {

  private static final int MOST_BOOT = 64;
  private static final int MOST_LEASE = 90;
  private static final int MOST_PID_DIGITS = 9;
  private static final int MOST_TICK_DIGITS = 18;

  private final String text;
  private int at;

  NoteLine(String text) {
    this.text = text;
  }

  /** Takes these characters; false, and nothing taken, where others are next. */
  boolean takes(String next) {
    boolean there = text.startsWith(next, at);
    at += there ? next.length() : 0;
    return there;
  }

  /** Takes a process; null where none is next. */
  @Nullable Known known() {
    long pid = number(MOST_PID_DIGITS);
    long ticks = takes(" ") ? number(MOST_TICK_DIGITS) : -1;
    return pid < 0 || ticks < 0 ? null : new Known((int) pid, ticks);
  }

  /** Takes the name of a run of the machine; empty where none is next. */
  String boot() {
    int from = at;
    while (at < text.length() && isHexOrHyphen(text.charAt(at))) {
      at++;
    }
    return at - from <= MOST_BOOT ? text.substring(from, at) : "";
  }

  /** Takes the name of a lease; empty where none is next. */
  String lease() {
    int from = at;
    while (at < text.length() && isOfLease(text.charAt(at))) {
      at++;
    }
    return at - from <= MOST_LEASE ? text.substring(from, at) : "";
  }

  /** Takes all that is left. */
  String rest() {
    String left = text.substring(at);
    at = text.length();
    return left;
  }

  boolean isOver() {
    return at == text.length();
  }

  /** -1 where there is none, or one of more digits. */
  private long number(int mostDigits) {
    int from = at;
    long value = 0;
    while (at < text.length() && isDigit(text.charAt(at)) && at - from <= mostDigits) {
      value = 10 * value + text.charAt(at) - '0';
      at++;
    }
    return at == from || at - from > mostDigits ? -1 : value;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isHexOrHyphen(char c) {
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || c == '-';
  }

  private static boolean isOfLease(char c) {
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
  }
}
