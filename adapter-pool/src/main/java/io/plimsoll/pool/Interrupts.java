package io.plimsoll.pool;

/** What becomes of an interrupt that ended code of a user. */
final class Interrupts {

  private Interrupts() {}

  /** The thread is interrupted again where that is why it was thrown: its owner is to know. */
  static void keep(Throwable thrown) {
    if (thrown instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
  }
}
