package io.plimsoll.core.ledger;

import io.plimsoll.core.Bounded;
import io.plimsoll.port.Births.Birth;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A place in the tree of owners. Any thread may ask and close it; closing refuses whatever comes
 * later, here and below.
 */
public final class ScopeNode {

  private final String path;
  private final @Nullable ScopeNode parent;
  private final int depth;
  private final long number;
  private final Optional<Duration> deadline;
  private final @Nullable Birth birth;
  private final AtomicLong numbers = new AtomicLong();

  @Bounded("open scopes only; the supervisor bounds how many there are in all")
  private final Set<ScopeNode> children = ConcurrentHashMap.newKeySet();

  private final AtomicBoolean closed = new AtomicBoolean();
  private final AtomicBoolean endAsked = new AtomicBoolean();
  private final CompletableFuture<Void> end = new CompletableFuture<>();

  private ScopeNode(
      String path,
      @Nullable ScopeNode parent,
      long number,
      Optional<Duration> deadline,
      @Nullable Birth birth) {
    this.path = path;
    this.parent = parent;
    this.depth = parent == null ? 0 : parent.depth + 1;
    this.number = number;
    this.deadline = deadline;
    this.birth = birth;
  }

  /** The outermost scope. */
  public static ScopeNode root(String name) {
    return new ScopeNode(name, null, 0, Optional.empty(), null);
  }

  /** A scope within this one, with the deadline of this one. */
  public ScopeNode child(String name) {
    return child(name, Optional.empty());
  }

  /** A scope within this one, with a deadline; that of this one holds where it is shorter. */
  public ScopeNode child(String name, Optional<Duration> own) {
    return child(name, own, null);
  }

  /**
   * A scope within this one.
   *
   * @param own its deadline; that of this one holds where it is shorter
   * @param birth is told when it is closed
   */
  public ScopeNode child(String name, Optional<Duration> own, @Nullable Birth birth) {
    Optional<Duration> shorter =
        own.filter(d -> deadline.map(around -> d.compareTo(around) < 0).orElse(true))
            .or(() -> deadline);
    long next = numbers.incrementAndGet();
    ScopeNode child = new ScopeNode(path + "/" + name, this, next, shorter, birth);
    children.add(child);
    return child;
  }

  /** The names from the outermost scope to this one, joined by slashes. */
  public String path() {
    return path;
  }

  /** How long after its closing what still lives in it is killed; empty where graces alone hold. */
  public Optional<Duration> deadline() {
    return deadline;
  }

  /** Whether this scope or one around it is closed. */
  public boolean isClosed() {
    for (ScopeNode node = this; node != null; node = node.parent) {
      if (node.closed.get()) {
        return true;
      }
    }
    return false;
  }

  /** Closes it and all within it; answers how many were closed by this call. */
  public int close() {
    int count = 0;
    Deque<ScopeNode> open = new ArrayDeque<>();
    open.add(this);
    for (ScopeNode node = open.poll(); node != null; node = open.poll()) {
      if (node.closed.compareAndSet(false, true)) {
        count++;
        if (node.parent != null) {
          node.parent.children.remove(node);
        }
        if (node.birth != null) {
          node.birth.end();
        }
        open.addAll(node.children);
      }
    }
    return count;
  }

  /** How many scopes are open directly within this one. */
  int openWithin() {
    return children.size();
  }

  /** True for the first who asks: it sees to the end, the others wait for {@link #end}. */
  public boolean askEnd() {
    return endAsked.compareAndSet(false, true);
  }

  /** The end of all that lived in it: completed once, with what failed if something did. */
  public CompletableFuture<Void> end() {
    return end;
  }

  /** Whether this scope is, or lies within, another. */
  public boolean isWithin(ScopeNode other) {
    return upTo(other.depth) == other;
  }

  /**
   * The order in which two scopes of one tree end: what lies within ends before what is around it,
   * and of two side by side the later one ends first.
   */
  public static int byEnd(ScopeNode one, ScopeNode other) {
    if (one.isWithin(other) || other.isWithin(one)) {
      return Integer.compare(other.depth, one.depth);
    }
    ScopeNode a = one.upTo(Math.min(one.depth, other.depth));
    ScopeNode b = other.upTo(Math.min(one.depth, other.depth));
    while (a.parent != null && b.parent != null && a.parent != b.parent) {
      a = a.parent;
      b = b.parent;
    }
    return Long.compare(b.number, a.number);
  }

  /** This one, or the one around it that lies so deep. */
  private ScopeNode upTo(int depthThere) {
    ScopeNode node = this;
    while (node.parent != null && node.depth > depthThere) {
      node = node.parent;
    }
    return node;
  }

  @Override
  public String toString() {
    return path;
  }
}
