package io.plimsoll.cli.soak;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A server on this machine that answers each number with the next, and closes connections when it
 * likes. One daemon thread for each connection; as many as its one client, a pool, opens.
 */
final class RudePort implements AutoCloseable {

  /** One in so many answers is the last on its connection. */
  private static final int PATIENCE = 12;

  private final ServerSocket server;
  private final AtomicLong closed = new AtomicLong();

  // As many as its client's pool keeps open.
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  /** Listens from now on, on a port that is free. */
  RudePort(long seed) throws IOException {
    server = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
    start("accept", () -> accept(seed));
  }

  int port() {
    return server.getLocalPort();
  }

  /** How many connections it has closed. */
  long closed() {
    return closed.get();
  }

  private void accept(long seed) {
    for (long number = 0; ; number++) {
      try {
        Socket socket = server.accept();
        open.add(socket);
        if (server.isClosed()) {
          end(socket);
        }
        Random random = new Random(seed + number);
        start("guest", () -> answer(socket, random));
      } catch (IOException e) {
        return; // it was closed
      }
    }
  }

  private void answer(Socket socket, Random random) {
    try (socket) {
      DataInputStream in = new DataInputStream(socket.getInputStream());
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      do {
        out.writeInt(in.readInt() + 1);
      } while (random.nextInt(PATIENCE) != 0);
      closed.incrementAndGet();
    } catch (IOException e) {
      // The client has left, or all is closed.
    } finally {
      open.remove(socket);
    }
  }

  private static void start(String name, Runnable task) {
    Thread thread = new Thread(task, "plimsoll-cli-soak-" + name);
    thread.setDaemon(true);
    thread.start();
  }

  private static void end(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is closed all the same.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    open.forEach(RudePort::end);
  }
}
