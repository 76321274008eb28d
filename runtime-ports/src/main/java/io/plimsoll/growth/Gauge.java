package io.plimsoll.growth;

/**
 * Something that is counted or weighed again and again.
 *
 * @param name what it is, in lower-case words: {@code children}, {@code cache entries}
 * @param owner whose it is: a scope, a cache, a pool; empty where it is the runtime's
 * @param unit in what it is told
 */
public record Gauge(String name, String owner, Unit unit) {

  /** In what a gauge is told. */
  public enum Unit {
    /** So many. */
    COUNT,
    /** So many bytes. */
    BYTES
  }

  /** One that is counted. */
  public static Gauge count(String name, String owner) {
    return new Gauge(name, owner, Unit.COUNT);
  }

  /** One that is weighed. */
  public static Gauge bytes(String name, String owner) {
    return new Gauge(name, owner, Unit.BYTES);
  }

  /** For people, such as {@code cache entries of names}. */
  @Override
  public String toString() {
    return owner.isEmpty() ? name : name + " of " + owner;
  }
}
