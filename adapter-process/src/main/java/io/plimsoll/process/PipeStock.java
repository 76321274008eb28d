package io.plimsoll.process;

import io.plimsoll.port.LazyLogger;
import io.plimsoll.process.proc.StartTurn;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A small stock of pipes whose descriptors are known, made {@value #BATCH} at a time, or one by one
 * where that would take what the start of a process needs. Reading from them never blocks.
 *
 * <p>The platform does not tell the number of a channel's descriptor, and a child can only be given
 * a pipe by a file name. So each new pipe is filled with a length of its own, and the links under
 * {@code /proc/self/fd} are asked how much can be read: a question that takes nothing out.
 *
 * <p>Any thread may take. Costs about 30 microseconds a pipe.
 */
final class PipeStock implements AutoCloseable {

  static final int BATCH = 16;

  private static final Logger LOG = LazyLogger.of(PipeStock.class);

  /** With fewer left, more are made ahead. */
  static final int FEW = 6;

  private static final int MANY = 256;

  /** With so many descriptors open, pipes are kept from children: before, it is not worth it. */
  static final int CROWD = 512;

  private static final int MARK = 1_000;
  private static final int TRIES = 4;
  private static final int STEP = 101;

  /** More that came to their end are closed: as many as the fork servers' commands have. */
  static final int MOST_USED = 64;

  private final ArrayDeque<Tube> stock = new ArrayDeque<>(BATCH);

  /** Came to their end here: a command can be given their writing end again. */
  private final ArrayDeque<Tube> used = new ArrayDeque<>();

  /** Open ones that children inherit, until it is known how to keep them from that. */
  private final List<Tube> inherited = new ArrayList<>();

  private final ByteBuffer marks = ByteBuffer.allocateDirect(MARK + TRIES * STEP + BATCH);

  /** Descriptors that were no pipes when all were looked at: bounded by those there are. */
  private final Set<String> others = new HashSet<>();

  /** Does what takes long. */
  private final Executor aside;

  // Guarded by this.
  private boolean sought;
  private boolean known;

  private boolean reusable;
  private boolean closed;

  private PipeStock(Executor aside) {
    this.aside = aside;
  }

  /**
   * A stock whose pipes a child can be given here: makes some, and opens one by its names. Some
   * sandboxes list {@code /proc/self/fd} and refuse to open what it shows: then there is none.
   *
   * @param aside does what takes long
   */
  static @Nullable PipeStock working(Executor aside) {
    PipeStock stock = new PipeStock(aside);
    try {
      Tube tube = stock.take();
      try (FileInputStream in = new FileInputStream(tube.readEnd());
          FileOutputStream out = new FileOutputStream(tube.writeEnd())) {
        if (in.getFD().valid() && out.getFD().valid()) {
          stock.reusable = isReusable(tube);
          return stock;
        }
      } finally {
        tube.close();
      }
    } catch (IOException e) {
      if (StartTurn.lacksDescriptors(e)) {
        return stock; // which passes, and says nothing about this machine
      }
      LOG.log(
          Level.WARNING, "pipes of our own cannot be tried; the platform's streams are used", e);
    }
    stock.close();
    return null;
  }

  /** Whether what is left of it, the reading end, can be opened for writing. */
  private static boolean isReusable(Tube tube) {
    Quietly.close(tube.pipe().sink());
    try (FileOutputStream out = new FileOutputStream(tube.writeEnd())) {
      return out.getFD().valid();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "pipes serve once", e);
      return false;
    }
  }

  /** Takes a pipe into which a command shall write; like {@link #take}. */
  Tube takeForOutput() throws IOException {
    Tube tube = lastUsed();
    return tube == null ? take() : tube;
  }

  private synchronized @Nullable Tube lastUsed() {
    return closed ? null : used.pollLast();
  }

  /**
   * Takes back a pipe that was read to its end, so that nobody can write into it any more; false
   * where there are enough of them, or a command has seen to it that none can be given this one.
   */
  synchronized boolean takeBack(Tube tube) {
    return !closed && reusable && used.size() < MOST_USED && tube.mayBeWritten() && used.add(tube);
  }

  /** Closes those that were given back. On the thread that reads them. */
  synchronized void forget() {
    used.forEach(Tube::close);
    used.clear();
  }

  /** Takes a pipe, which from now on is the caller's to close. */
  Tube take() throws IOException {
    Tube tube = next();
    if (tube != null) {
      return tube;
    }
    boolean taken = StartTurn.take();
    try {
      return takeNew();
    } finally {
      StartTurn.leave(taken);
    }
  }

  private synchronized @Nullable Tube next() {
    return closed ? null : stock.poll();
  }

  private synchronized Tube takeNew() throws IOException {
    if (closed) {
      throw new IOException("the launcher is closed");
    }
    if (stock.isEmpty()) {
      refill();
    }
    return stock.remove();
  }

  /** Whether so many are there for inputs, and so many for outputs. */
  synchronized boolean holds(int inputs, int outputs) {
    return stock.size() >= inputs && stock.size() - inputs + used.size() >= outputs;
  }

  /** Whether fewer are left than a few commands take. */
  synchronized boolean isLow() {
    return stock.isEmpty() || stock.size() + used.size() < FEW;
  }

  /** Makes more where few are left. What fails is tried again by who takes one. */
  void restock() {
    boolean taken = StartTurn.take();
    try {
      refillIfLow();
    } finally {
      StartTurn.leave(taken);
    }
  }

  private synchronized void refillIfLow() {
    if (!closed && isLow()) {
      try {
        refill(BATCH);
      } catch (IOException e) {
        if (!StartTurn.lacksDescriptors(e)) {
          LOG.log(Level.DEBUG, "no pipes ahead", e);
        }
      }
    }
  }

  /** Closes those that nobody uses, as descriptors lack. */
  synchronized void giveUp() {
    stock.forEach(Tube::close);
    stock.clear();
    forget();
  }

  @Override
  public synchronized void close() {
    closed = true;
    giveUp();
    inherited.clear();
  }

  private void refill() throws IOException {
    try {
      refill(BATCH);
    } catch (IOException e) {
      if (!StartTurn.lacksDescriptors(e)) {
        throw e;
      }
      refill(1);
    }
  }

  private void refill(int count) throws IOException {
    for (int round = 0; round < TRIES; round++) {
      if (tryRefill(count, MARK + round * STEP)) {
        return;
      }
    }
    throw new IOException(
        "pipes: the descriptors of %d new pipes were not found in %s in %d tries"
            .formatted(count, Descriptors.FOLDER, TRIES));
  }

  private boolean tryRefill(int count, int mark) throws IOException {
    Set<String> before = Descriptors.names();
    List<Pipe> pipes = new ArrayList<>(count);
    try {
      for (int i = 0; i < count; i++) {
        Pipe pipe = Pipe.open();
        pipes.add(pipe);
        fill(pipe, mark + i);
      }
      if (count > 1 && !StartTurn.hasRoom()) {
        throw new IOException(StartTurn.LACKING + " for pipes that nobody wants yet");
      }
      Set<String> added = Descriptors.names();
      // Where many are open, to ask each of them costs more than to ask all now and then.
      added.removeAll(others.isEmpty() || added.size() > MANY ? before : others);
      // A number that was in use before may have become free and ours meanwhile: then look at all.
      List<Tube> found = find(pipes, mark, added);
      if (found.size() != count) {
        others.clear();
        found = find(pipes, mark, Descriptors.names());
      }
      if (found.size() != count) {
        return false;
      }
      for (int i = 0; i < count; i++) {
        empty(pipes.get(i), mark + i);
        pipes.get(i).source().configureBlocking(false);
      }
      stock.addAll(found);
      pipes.clear();
      keepFromChildren(found, before.size());
      return true;
    } finally {
      for (Pipe pipe : pipes) {
        Quietly.close(pipe.source());
        Quietly.close(pipe.sink());
      }
    }
  }

  private void keepFromChildren(List<Tube> made, int open) {
    inherited.removeIf(tube -> !tube.isOpen());
    inherited.addAll(made);
    if (open > CROWD && !sought) {
      try {
        aside.execute(this::seek);
        sought = true;
      } catch (RuntimeException | OutOfMemoryError e) {
        LOG.log(Level.DEBUG, "no thread now to find what keeps pipes from children", e);
      }
    }
    if (known) {
      keepFromChildren();
    }
  }

  /** Finds it, which takes many milliseconds: nobody waits for that. */
  private void seek() {
    CloseOnExec.here();
    synchronized (this) {
      known = true;
      keepFromChildren();
    }
  }

  private void keepFromChildren() {
    CloseOnExec keeper = CloseOnExec.here();
    if (keeper != null) {
      inherited.forEach(tube -> tube.keepFromChildren(keeper));
    } // else children close them, as they close whatever else they inherit
    inherited.clear();
  }

  /** The tubes in the order of the pipes; fewer where one is not found beyond doubt. */
  private List<Tube> find(List<Pipe> pipes, int mark, Set<String> names) throws IOException {
    Map<String, int[]> ends = new HashMap<>();
    for (String name : names) {
      String link = Tube.link(name);
      if (link != null && link.startsWith("pipe:")) {
        int fd = Integer.parseInt(name);
        ends.merge(link, new int[] {fd}, PipeStock::joined);
      } else if (link != null) {
        others.add(name);
      }
    }
    @Nullable Tube[] tubes = new Tube[pipes.size()];
    for (Map.Entry<String, int[]> end : ends.entrySet()) {
      int[] fds = end.getValue();
      int index = fds.length == 2 ? Descriptors.available(fds[0]) - mark : -1;
      if (index >= 0 && index < tubes.length) {
        if (tubes[index] != null) {
          return List.of();
        }
        tubes[index] = tube(pipes.get(index), fds, end.getKey());
      }
    }
    List<Tube> found = new ArrayList<>(tubes.length);
    for (Tube tube : tubes) {
      if (tube != null) {
        found.add(tube);
      }
    }
    return found;
  }

  /** Exactly these two are the ends of one pipe, so to know one is to know both. */
  private Tube tube(Pipe pipe, int[] fds, String link) throws IOException {
    boolean firstWrites = Descriptors.writes(fds[0]);
    return new Tube(pipe, fds[firstWrites ? 1 : 0], fds[firstWrites ? 0 : 1], link);
  }

  private static int[] joined(int[] some, int[] more) {
    int[] all = Arrays.copyOf(some, some.length + more.length);
    System.arraycopy(more, 0, all, some.length, more.length);
    return all;
  }

  private void fill(Pipe pipe, int length) throws IOException {
    marks.clear().limit(length);
    while (marks.hasRemaining()) {
      pipe.sink().write(marks);
    }
  }

  private void empty(Pipe pipe, int length) throws IOException {
    marks.clear().limit(length);
    while (marks.hasRemaining()) {
      if (pipe.source().read(marks) < 0) {
        throw new IOException("pipes: a new pipe ended by itself");
      }
    }
  }
}
