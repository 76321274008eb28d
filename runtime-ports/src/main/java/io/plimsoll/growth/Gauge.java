package io.plimsoll.growth;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Something that is counted or weighed again and again.
 *
 * @param name what it is, in lower-case words: {@code children}, {@code cache entries}
 * @param owner whose it is: a scope, a cache, a pool; empty where it is the runtime's
 * @param unit in what it is told
 * @since 0.1.0
 */
public record Gauge(String name, String owner, Unit unit) {

  /** In what a gauge is told. */
  public enum Unit {
    /** So many. */
    COUNT,
    /** So many bytes. */
    BYTES;

    /** So much, for people: {@code 12}, {@code 3.5 MiB}. */
    public String amount(double value) {
      return this == COUNT ? number(value) : bytes(value);
    }
  }

  /** One that is counted. */
  public static Gauge count(String name, String owner) {
    return new Gauge(name, owner, Unit.COUNT);
  }

  /** One that is weighed. */
  public static Gauge bytes(String name, String owner) {
    return new Gauge(name, owner, Unit.BYTES);
  }

  /** So much in its unit, for people: {@code 12}, {@code 3.5 MiB}. */
  public String amount(double value) {
    return unit.amount(value);
  }

  private static String bytes(double value) {
    double size = Math.abs(value);
    double tenths = 10 * value / (1 << 30);
    if (size >= 1 << 30 && tenths == Math.rint(tenths)) {
      return number(value / (1 << 30)) + " GiB"; // else it would be told less exactly
    }
    return size >= 1 << 20
        ? number(value / (1 << 20)) + " MiB"
        : size >= 1 << 10 ? number(value / (1 << 10)) + " KiB" : number(value) + " B";
  }

  private static String number(double value) {
    double size = Math.abs(value);
    if (size > 0 && size < 1) { // one digit would say little
      return new BigDecimal(value).round(new MathContext(2)).stripTrailingZeros().toPlainString();
    }
    String text = String.format(Locale.ROOT, size < 100 ? "%.1f" : "%.0f", value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  /** The same as texts, for JSON. */
  public Map<String, Object> asMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", name);
    map.put("owner", owner);
    map.put("unit", unit.name().toLowerCase(Locale.ROOT));
    return map;
  }

  /** For people, such as {@code cache entries of names}. */
  @Override
  public String toString() {
    return owner.isEmpty() ? name : name + " of " + owner;
  }
}
