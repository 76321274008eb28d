package io.plimsoll.port;

/**
 * The gate that new work passes. Any thread may ask; {@link #admits} costs one volatile read while
 * it is open.
 *
 * @since 0.1.0
 */
public interface AdmissionGate extends AutoCloseable {

  /** Whether new work may come in now. On the way down only some of it may. */
  boolean admits();

  /** Opens the gate wide. */
  void open();

  /** Lets in some at a time, to see how that goes. */
  void trial();

  /** Lets in nothing. */
  void shut();

  /** In which state it is, for people and meters. */
  String state();

  /** Lets go of it. A second call does nothing. */
  @Override
  void close();
}
