package io.plimsoll.bootstrap;

import io.plimsoll.port.AdmissionGate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A gate that is made when it is first needed: while all work is let in, nobody pays for one. Any
 * thread may ask; moved by one.
 */
final class LazyGate implements AdmissionGate {

  private final Supplier<AdmissionGate> maker;
  private volatile @Nullable AdmissionGate made;

  LazyGate(Supplier<AdmissionGate> maker) {
    this.maker = maker;
  }

  @Override
  public boolean admits() {
    AdmissionGate gate = made;
    return gate == null || gate.admits();
  }

  @Override
  public synchronized void open() {
    AdmissionGate gate = made;
    if (gate != null) {
      gate.open();
    }
  }

  @Override
  public void trial() {
    gate().trial();
  }

  @Override
  public void shut() {
    gate().shut();
  }

  @Override
  public String state() {
    AdmissionGate gate = made;
    return gate == null ? "open" : gate.state();
  }

  /** Makes it, open, if it is not made. */
  synchronized void prepare() {
    if (made == null) {
      made = maker.get();
    }
  }

  private synchronized AdmissionGate gate() {
    AdmissionGate gate = made;
    if (gate == null) {
      gate = maker.get();
      gate.shut(); // before anybody sees it: no work slips through
      made = gate;
    }
    return gate;
  }

  @Override
  public synchronized void close() {
    AdmissionGate gate = made;
    if (gate != null) {
      gate.close();
    }
  }
}
