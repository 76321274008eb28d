package io.plimsoll.process;

import io.plimsoll.port.LazyLogger;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One output being read: by the drainer, or by a reader of floods once it is one, while the drainer
 * decides about its end. Any thread.
 */
final class Intake implements Ready {

  private static final Logger LOG = LazyLogger.of(Intake.class);

  /** What one output may take of one pass, so that a flood does not keep the others waiting. */
  private static final int PASS_BYTES = 1 << 20;

  /** What a pipe holds, and what the platform's streams hold before it. */
  private static final int MOST_REST = 65_536 + 8_192;

  private final Receiver receiver;
  private final Source source;
  private final String link;
  private final Pipe.@Nullable SourceChannel channel;

  /** Takes the pipe back where that serves again, see {@link #servesAgain}. */
  private final BooleanSupplier home;

  // Guarded by this, but for what says otherwise.
  private @Nullable SelectionKey key;
  private @Nullable Watch watch;

  /** Written under the lock, last of all, when its receiver knows; read without waiting for it. */
  private volatile boolean ended;

  /** That by which a reader of floods has it. */
  private @Nullable SelectionKey floodKey;

  /** What is to be done at its end where such a reader has it, or is about to. */
  private @Nullable Runnable floodOver;

  /** Whether it was read to its end, so that nobody can write any more; it is open still. */
  private boolean dry;

  /** Whether it was seen unread for want of demand while its end was waited for. The drainer's. */
  private boolean heldBack;

  /** Whether it was told that reading it failed. */
  private boolean failed;

  private volatile long lastData;

  private Intake(
      Receiver receiver,
      Source source,
      String link,
      Pipe.@Nullable SourceChannel channel,
      BooleanSupplier home) {
    this.receiver = receiver;
    this.source = source;
    this.link = link;
    this.channel = channel;
    this.home = home;
  }

  /**
   * @param home takes the tube back, unless it has enough
   */
  static Intake of(Receiver receiver, Tube tube, Predicate<Tube> home) {
    Pipe.SourceChannel channel = tube.pipe().source();
    return new Intake(receiver, channel::read, tube.link(), channel, () -> home.test(tube));
  }

  static Intake of(Receiver receiver, Source.Polled source) {
    return new Intake(receiver, source, "", null, () -> false);
  }

  /**
   * Begins to be told of data; a subscriber's first demand may have read it to its end already.
   *
   * @param its whose output it is
   */
  synchronized void register(Selector selector, long now, Watch its) throws IOException {
    lastData = now;
    watch = its;
    if (channel != null && !ended) {
      key = channel.register(selector, receiver.wanted() ? SelectionKey.OP_READ : 0, this);
    }
  }

  /** Whose output it is; null until it is registered. The drainer's thread. */
  @Nullable Watch watch() {
    return watch;
  }

  Receiver receiver() {
    return receiver;
  }

  /** What the links of this pipe's holders say; empty where it is not known. */
  String link() {
    return link;
  }

  boolean ended() {
    return ended;
  }

  @Override
  public void ready(ByteBuffer buffer) {
    drain(buffer);
  }

  /** Whether it floods, and nobody reads it but the drainer. */
  synchronized boolean isFlood() {
    return !ended && floodOver == null && channel != null && receiver.isFlood();
  }

  /**
   * Has another thread read it from now on.
   *
   * @param told what is done at its end
   */
  @SuppressWarnings("CatchingUnchecked")
  synchronized void moveTo(Drainer reader, Runnable told) {
    floodOver = told;
    interest();
    try {
      reader.execute(() -> arrive(reader.selector()));
    } catch (RuntimeException | Error e) {
      leave(); // so that somebody reads it
      throw e;
    }
  }

  @SuppressWarnings("CatchingUnchecked")
  private synchronized void arrive(Selector selector) {
    try {
      if (!ended && channel != null) {
        floodKey = channel.register(selector, SelectionKey.OP_READ, this);
      }
    } catch (IOException | RuntimeException | Error e) {
      // No memory; or its pipe came by just before, for another command, and is not forgotten yet.
      LOG.log(Level.DEBUG, "a flood goes back to the drainer", e);
      leave();
    }
  }

  /** No reader of floods has it any more. */
  private void leave() {
    SelectionKey current = floodKey;
    if (current != null) {
      current.cancel();
      floodKey = null;
    }
    Runnable told = floodOver;
    if (told != null) {
      floodOver = null;
      interest();
      told.run();
    }
  }

  /** Notes that reading it failed: whether that was the first time. By who reads it. */
  synchronized boolean failsFirst() {
    boolean first = !failed;
    failed = true;
    return first;
  }

  /** Whether it must be asked again and again. */
  boolean polled() {
    return channel == null && !ended;
  }

  /** Whether it is left unread because its receiver wants nothing now. Asked while settling. */
  boolean gated() {
    boolean gated = !ended && !receiver.wanted();
    heldBack |= gated;
    return gated;
  }

  long lastData() {
    return lastData;
  }

  /** Reads what is there, up to one pass: whether anything came. */
  synchronized boolean drain(ByteBuffer buffer) {
    boolean any = false;
    int budget = PASS_BYTES;
    while (!ended && budget > 0 && receiver.wanted()) {
      ByteBuffer space = receiver.space();
      int n = read(space == null ? buffer.clear() : space);
      if (n <= 0) {
        if (n < 0) {
          end(true);
        }
        break;
      }
      any = true;
      budget -= n;
      if (space == null) {
        receiver.take(buffer.flip());
      } else {
        receiver.took(n);
      }
    }
    if (any) {
      lastData = System.nanoTime();
    }
    interest();
    return any;
  }

  /**
   * Ends what is not at its end when the command is over and the time to read on has passed. What a
   * slow receiver left in the pipe goes to it nevertheless, as far as one pipe can hold: who wrote
   * it did so before that time was over.
   *
   * @param quiet whether nothing came for long enough to believe that nothing more comes
   */
  synchronized void finish(ByteBuffer buffer, boolean quiet) {
    if (ended || quiet || !heldBack) {
      end(quiet);
      return;
    }
    boolean whole = rest(buffer);
    receiver.endedAfterRest(whole);
    end(whole);
  }

  /** Hands over the rest: whether that was all. */
  private boolean rest(ByteBuffer buffer) {
    for (int left = MOST_REST; left > 0; ) {
      int n = read(buffer.clear().limit(Math.min(left, buffer.capacity())));
      if (n <= 0) {
        return n < 0 || channel == null; // the platform's streams never tell their end
      }
      receiver.takeRest(buffer.flip());
      left -= n;
    }
    return false;
  }

  private int read(ByteBuffer buffer) {
    try {
      int n = source.read(buffer);
      dry |= n < 0;
      return n;
    } catch (IOException e) {
      return -1;
    }
  }

  /** While nothing is wanted the pipe fills and its writer blocks. */
  synchronized void interest() {
    SelectionKey current = key;
    if (!ended && current != null && current.isValid()) {
      int wanted = receiver.wanted() && floodOver == null ? SelectionKey.OP_READ : 0;
      if (current.interestOps() != wanted) {
        current.interestOps(wanted);
      }
    }
  }

  synchronized void end(boolean whole) {
    boolean first = !ended;
    try {
      SelectionKey current = key;
      if (first && dry && current != null && current.isValid()) {
        current.interestOps(0).attach(null);
      } else if (first) {
        close();
      }
      receiver.ended(whole);
    } finally {
      ended = true;
      leave();
    }
  }

  /**
   * Once it is ended for good: has a pipe that was read to its end serve the next command; false
   * where it has to be closed.
   */
  synchronized boolean servesAgain() {
    receiver.ended(false); // again, for one that found no thread to tell it
    dry = dry && !home.getAsBoolean();
    return !dry;
  }

  /** Closes it where it was read to its end and does not serve again. The drainer's thread. */
  synchronized void closeIfDry() {
    if (dry) {
      close();
    }
  }

  private void close() {
    dry = false;
    if (channel != null) {
      Quietly.close(channel);
    }
  }
}
