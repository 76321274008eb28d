package io.plimsoll.core.ledger;

import io.plimsoll.core.Bounded;
import io.plimsoll.core.BoundedHistory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The register of all live leases, in the order in which they were opened. Every lease is opened
 * once and ended once; anything else is a defect of the caller and says so. Used by one thread.
 */
public final class Ledger {

  /** How many ended leases are remembered. */
  public static final int REMEMBERED = 64;

  private final int bound;

  @Bounded("the bound it was made with: open() refuses more")
  private final Map<String, Lease> live = new LinkedHashMap<>();

  private final BoundedHistory<Lease> recentlyEnded = new BoundedHistory<>(REMEMBERED);
  private long opened;
  private long ended;

  /**
   * An empty ledger.
   *
   * @param bound the most leases that may be live at once
   */
  public Ledger(int bound) {
    if (bound < 1) {
      throw new IllegalArgumentException(
          "ledger: bound is " + bound + "; must be at least 1; try 100");
    }
    this.bound = bound;
  }

  /**
   * Opens a lease.
   *
   * @throws IllegalStateException at the bound, or if the id is live already
   */
  public void open(Lease lease) {
    if (live.size() >= bound) {
      throw new IllegalStateException("ledger: " + live.size() + "/" + bound + " leases are live");
    }
    if (live.putIfAbsent(lease.id(), lease) != null) {
      throw new IllegalStateException("ledger: lease " + lease.id() + " is live already");
    }
    opened++;
  }

  /**
   * Ends a lease.
   *
   * @throws IllegalStateException if it is not live
   */
  public void end(String id) {
    Lease lease = live.remove(id);
    if (lease == null) {
      throw new IllegalStateException("ledger: lease " + id + " is not live");
    }
    ended++;
    recentlyEnded.add(lease);
  }

  /** The live leases, the oldest first. */
  public List<Lease> live() {
    return new ArrayList<>(live.values());
  }

  /** How many leases are live. */
  public int size() {
    return live.size();
  }

  /** How many may be live. */
  public int bound() {
    return bound;
  }

  /** How many were ever opened. */
  public long opened() {
    return opened;
  }

  /** How many were ever ended. */
  public long ended() {
    return ended;
  }

  /** The last leases that ended, the oldest first. */
  public List<Lease> recentlyEnded() {
    return recentlyEnded.toList();
  }
}
