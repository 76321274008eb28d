package io.plimsoll.bootstrap;

import io.plimsoll.port.Adapter;
import io.plimsoll.port.AdapterContext;
import io.plimsoll.port.AdmissionGate;
import org.jspecify.annotations.Nullable;

/**
 * A gate that is made when it is first needed: while all work is let in, nobody pays for one. Any
 * thread may ask; moved by one.
 */
final class LazyGate implements AdmissionGate {

  private final Adapter adapter;
  private final AdapterContext context;
  private volatile @Nullable AdmissionGate made;

  /** One that this adapter makes. */
  LazyGate(Adapter adapter, AdapterContext context) {
    this.adapter = adapter;
    this.context = context;
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
      made = make();
    }
  }

  private synchronized AdmissionGate gate() {
    AdmissionGate gate = made;
    if (gate == null) {
      gate = make();
      gate.shut(); // before anybody sees it: no work slips through
      made = gate;
    }
    return gate;
  }

  private AdmissionGate make() {
    return adapter
        .admissionGate(context)
        .orElseThrow(() -> LoadWatch.lacking(adapter, "keeps no gate"));
  }

  @Override
  public synchronized void close() {
    AdmissionGate gate = made;
    if (gate != null) {
      gate.close();
    }
  }
}
