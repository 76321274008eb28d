package io.plimsoll.testkit;

import io.plimsoll.memory.HeapProof;
import io.plimsoll.memory.LiveWindow;
import io.plimsoll.memory.MemoryReading;
import io.plimsoll.port.MemorySensor;
import io.plimsoll.port.ProcessLauncher.Fact;
import io.plimsoll.port.Ticker;
import java.util.List;
import java.util.Optional;

/**
 * A memory that holds what it is told to. Nothing is measured; collections happen when a test says
 * so, and are read as by every sensor. For one thread at a time.
 *
 * @since 0.1.0
 */
public final class ScriptedMemory implements MemorySensor {

  private final Ticker ticker;
  private final long limit;
  private final long heapMost;
  private LiveWindow window = new LiveWindow();
  private long truth;
  private long used;
  private long outside;
  private double stalled;
  private boolean collectable = true;
  private boolean closed;
  private int confirmations;

  /**
   * An empty memory.
   *
   * @param ticker tells when a collection has proven something
   * @param limit what the runtime and all its trees may hold together, in bytes
   * @param heapMost how large the heap may become
   */
  public ScriptedMemory(Ticker ticker, long limit, long heapMost) {
    this.ticker = ticker;
    this.limit = limit;
    this.heapMost = heapMost;
  }

  /** A collection of a part of the heap leaves so much, garbage in the rest included. */
  public ScriptedMemory collected(long bytes) {
    window.left(bytes);
    used = bytes;
    return this;
  }

  /** What the heap holds with garbage. */
  public ScriptedMemory uses(long bytes) {
    used = bytes;
    return this;
  }

  /** What a collection of the whole heap would leave. */
  public ScriptedMemory holds(long bytes) {
    truth = bytes;
    used = Math.max(used, bytes);
    return this;
  }

  /** What the runtime holds outside its heap. */
  public ScriptedMemory outside(long bytes) {
    outside = bytes;
    return this;
  }

  /** The part of the last ten seconds in which work waited for memory. */
  public ScriptedMemory stalled(double part) {
    stalled = part;
    return this;
  }

  /** From now on nobody can have the whole heap collected. */
  public ScriptedMemory refusesCollections() {
    collectable = false;
    return this;
  }

  /** How often a collection of the whole heap was asked for. */
  public int confirmations() {
    return confirmations;
  }

  @Override
  public MemoryReading read() {
    return new MemoryReading(
        window.reading(used, heapMost, heapMost), used + outside, outside, limit, stalled);
  }

  @Override
  public Optional<HeapProof> confirm() {
    confirmations++;
    if (!collectable || closed) {
      return Optional.empty();
    }
    HeapProof proof = new HeapProof(truth, ticker.nanos());
    window.proven(proof);
    window.answered(proof);
    used = truth;
    return Optional.of(proof);
  }

  @Override
  public List<Fact> facts() {
    return List.of(new Fact("memory", "as a test says", true));
  }

  /** What was seen so far is forgotten, and nothing is seen any more. */
  @Override
  public void close() {
    closed = true;
    window = new LiveWindow();
  }
}
