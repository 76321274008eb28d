package io.plimsoll.verification.bench.board;

import java.util.Locale;

/** Figures as people read them: three digits that count, or all before the point. */
final class Amount {

  private Amount() {}

  static String of(double value) {
    double size = Math.abs(value);
    String form = size >= 1_000 ? "%,.0f" : size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : tail(size);
    return String.format(Locale.ROOT, form, value);
  }

  private static String tail(double size) {
    return size >= 1 || size == 0 ? "%.2f" : size >= 0.001 ? "%.3f" : "%.2g";
  }
}
