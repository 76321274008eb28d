package io.plimsoll.verification.session;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Tells each connection its number, answers each long with that long plus one, and closes
 * connections at random after an answer. It keeps its own record of when it closed which.
 */
final class ClosingServer implements AutoCloseable {

  private static final int BACKLOG = 50;

  /** One of so many answers is the last on its connection. */
  private static final int CLOSES = 12;

  private final ServerSocket listening;
  // One for each connection of a run that was closed.
  private final Map<Long, Long> closedAt = new ConcurrentHashMap<>();
  // Those that are open now.
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicLong ids = new AtomicLong();
  private final long seed;

  ClosingServer(long seed) throws IOException {
    this.seed = seed;
    this.listening = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    start("closing-accept", this::acceptAll);
  }

  String address() {
    return "tcp://127.0.0.1:" + listening.getLocalPort();
  }

  /**
   * When this connection had been closed here, on the JVM's clock; a great number while it is open.
   */
  long closedAt(long id) {
    return closedAt.getOrDefault(id, Long.MAX_VALUE);
  }

  int closedByUs() {
    return closedAt.size();
  }

  int open() {
    return open.size();
  }

  private static void start(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }

  private void acceptAll() {
    try {
      while (true) {
        Socket peer = listening.accept();
        open.add(peer);
        long id = ids.incrementAndGet();
        start("closing-" + id, () -> serve(id, peer));
      }
    } catch (IOException e) {
      // It was closed.
    }
  }

  private void serve(long id, Socket peer) {
    SplittableRandom random = new SplittableRandom(seed ^ (id * 0x9E3779B97F4A7C15L));
    try (peer) {
      peer.setTcpNoDelay(true);
      DataInputStream in = new DataInputStream(peer.getInputStream());
      DataOutputStream out = new DataOutputStream(peer.getOutputStream());
      out.writeLong(id);
      do {
        out.writeLong(in.readLong() + 1);
      } while (random.nextInt(CLOSES) > 0);
      peer.close();
      closedAt.put(id, System.nanoTime());
    } catch (IOException e) {
      // The other side left.
    } finally {
      open.remove(peer);
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (Socket peer : open) {
      peer.close();
    }
  }
}
