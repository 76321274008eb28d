package io.plimsoll.process.proc;

/** How long the machine is up, on the clock of {@link ProcStat#ticks}. */
public final class Uptime {

  /** The digits behind the point are hundredths, as ticks are for programs on any machine. */
  private static final int HUNDREDTHS = 2;

  private Uptime() {}

  /** Now, rounded down; 0 where that cannot be told. */
  public static long ticks(ProcReader reader) {
    String text = reader.text("/proc/uptime");
    int point = text.indexOf('.');
    if (point <= 0 || text.length() < point + 1 + HUNDREDTHS) {
      return 0;
    }
    long ticks = 0;
    for (int i = 0; i <= point + HUNDREDTHS; i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        ticks = 10 * ticks + c - '0';
      } else if (i != point) {
        return 0;
      }
    }
    return ticks;
  }
}
