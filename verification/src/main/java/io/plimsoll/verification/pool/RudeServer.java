package io.plimsoll.verification.pool;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A server that tells each connection its number, answers each long with that long plus one, and
 * has bad manners by chance. It keeps its own record of when it closed which connection.
 */
public final class RudeServer implements AutoCloseable {

  /** Its manners, by chance. */
  public interface Temper {

    /** Whether it tells a connection its number. */
    boolean greets(SplittableRandom random);

    /** What it does to a connection after an answer; null for nothing. */
    @Nullable Manner after(SplittableRandom random);
  }

  /** All manners. */
  static final Temper RUDE =
      new Temper() {
        @Override
        public boolean greets(SplittableRandom random) {
          return random.nextInt(100) != 0;
        }

        @Override
        public @Nullable Manner after(SplittableRandom random) {
          return manner(random);
        }
      };

  /** Only closes connections, one after a dozen answers or so. */
  public static final Temper CLOSING =
      new Temper() {
        @Override
        public boolean greets(SplittableRandom random) {
          return true;
        }

        @Override
        public @Nullable Manner after(SplittableRandom random) {
          return random.nextInt(12) == 0 ? Manner.CLOSES : null;
        }
      };

  /** What it does to a connection. */
  public enum Manner {
    CLOSES,
    HALF_CLOSES,
    RESETS,
    STALLS,
    TALKS_UNASKED,
    GREETS_NOBODY,
    RESTARTS
  }

  /** How long it holds back an answer, longer than anybody waits. */
  static final long STALL_MILLIS = 150;

  private static final int BACKLOG = 50;

  /** A close that the proof's own threads have to have been told of: when its call returned. */
  private final Map<Long, Long> ended =
      new ConcurrentHashMap<>(); // one for each connection of a run

  private final Map<Long, Socket> open = new ConcurrentHashMap<>(); // those that are open now
  private final Map<Manner, AtomicInteger> deeds = new ConcurrentHashMap<>(); // one a manner
  private final AtomicLong ids = new AtomicLong();
  private final long seed;
  private final Temper temper;
  private final int port;
  private volatile @Nullable ServerSocket listening;
  private volatile boolean rude = true;
  private volatile boolean closed;

  /** A server that listens from now on. */
  public RudeServer(long seed, Temper temper) throws IOException {
    this.seed = seed;
    this.temper = temper;
    ServerSocket first = listen(0);
    port = first.getLocalPort();
    accept(first);
  }

  private static ServerSocket listen(int port) throws IOException {
    ServerSocket socket = new ServerSocket();
    socket.setReuseAddress(true);
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
    return socket;
  }

  /** Where it listens, on the loopback. */
  public int port() {
    return port;
  }

  /** Behaves from now on. */
  void behaves() {
    rude = false;
  }

  /** When its call to end this connection returned; null while it has not. */
  public @Nullable Long endedAt(long id) {
    return ended.get(id);
  }

  /** How many connections are open on this side. */
  public int open() {
    return open.size();
  }

  /** How often it did what. */
  public int deeds(Manner manner) {
    AtomicInteger count = deeds.get(manner);
    return count == null ? 0 : count.get();
  }

  long accepted() {
    return ids.get();
  }

  private void did(Manner manner) {
    deeds.computeIfAbsent(manner, each -> new AtomicInteger()).incrementAndGet();
  }

  private void accept(ServerSocket socket) {
    listening = socket;
    start("rude-accept", () -> acceptAll(socket));
  }

  private static void start(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }

  private void acceptAll(ServerSocket socket) {
    try {
      while (!closed) {
        Socket peer = socket.accept();
        long id = ids.incrementAndGet();
        open.put(id, peer);
        start("rude-" + id, () -> serve(id, peer));
      }
    } catch (IOException e) {
      // It was closed: the end, or a restart.
    }
  }

  private void serve(long id, Socket peer) {
    SplittableRandom random = new SplittableRandom(seed ^ (id * 0x9E3779B97F4A7C15L));
    try {
      peer.setTcpNoDelay(true);
      DataInputStream in = new DataInputStream(peer.getInputStream());
      DataOutputStream out = new DataOutputStream(peer.getOutputStream());
      if (rude && !temper.greets(random)) {
        did(Manner.GREETS_NOBODY);
      } else {
        out.writeLong(id);
      }
      while (true) {
        long asked = in.readLong();
        Manner manner = rude ? temper.after(random) : null;
        if (manner == Manner.STALLS) {
          did(manner);
          pause(STALL_MILLIS);
        }
        out.writeLong(asked + 1);
        if (manner != null && manner != Manner.STALLS) {
          pause(random.nextInt(3));
          misbehave(manner, id, peer, random);
        }
      }
    } catch (IOException e) {
      // The other side left, or this one ended it.
    } finally {
      end(id, peer);
    }
  }

  private static @Nullable Manner manner(SplittableRandom random) {
    int dice = random.nextInt(2_000);
    if (dice < 30) {
      return Manner.CLOSES;
    } else if (dice < 50) {
      return Manner.HALF_CLOSES;
    } else if (dice < 70) {
      return Manner.RESETS;
    } else if (dice < 76) {
      return Manner.STALLS;
    } else if (dice < 86) {
      return Manner.TALKS_UNASKED;
    }
    return dice == 86 ? Manner.RESTARTS : null;
  }

  private void misbehave(Manner manner, long id, Socket peer, SplittableRandom random)
      throws IOException {
    did(manner);
    switch (manner) {
      case HALF_CLOSES -> {
        peer.shutdownOutput();
        ended.putIfAbsent(id, System.nanoTime());
      }
      case TALKS_UNASKED -> {
        peer.getOutputStream().write(7);
        ended.putIfAbsent(id, System.nanoTime());
      }
      case RESTARTS -> restart(50 + random.nextInt(400));
      case RESETS -> {
        peer.setSoLinger(true, 0);
        throw new IOException("resets");
      }
      default -> throw new IOException("closes");
    }
  }

  private void end(long id, Socket peer) {
    try {
      peer.close();
    } catch (IOException e) {
      // Closed is closed.
    }
    ended.putIfAbsent(id, System.nanoTime());
    open.remove(id);
  }

  private synchronized void restart(long millis) throws IOException {
    ServerSocket before = listening;
    if (closed || before == null) {
      return;
    }
    before.close();
    open.forEach(this::end);
    pause(millis);
    accept(listen(port));
  }

  private static void pause(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    ServerSocket socket = listening;
    if (socket != null) {
      socket.close();
    }
    open.forEach(this::end);
  }
}
