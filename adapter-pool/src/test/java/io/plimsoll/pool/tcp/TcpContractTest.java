package io.plimsoll.pool.tcp;

import io.plimsoll.resource.ConnectionFactory;
import io.plimsoll.testkit.Await;
import io.plimsoll.testkit.ConnectionFactoryContract;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** Connections over TCP, to a server on this machine that takes whoever comes. */
@Timeout(60)
class TcpContractTest implements ConnectionFactoryContract<Socket> {

  private final Map<Integer, Socket> accepted = new ConcurrentHashMap<>();
  private final List<Socket> waiting = new ArrayList<>();
  private ServerSocket server;
  private ServerSocket silent;

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    Thread acceptor = new Thread(this::accept);
    acceptor.setDaemon(true);
    acceptor.start();
    fill();
  }

  /** Takes all places in the queue of a server that accepts nobody: the next is not answered. */
  private void fill() throws IOException {
    while (waiting.size() < 64) {
      Socket socket = new Socket();
      waiting.add(socket);
      try {
        socket.connect(new InetSocketAddress(silent.getInetAddress(), silent.getLocalPort()), 100);
      } catch (SocketTimeoutException e) {
        return;
      }
    }
    throw new IllegalStateException("the queue of the server takes no end of connections");
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        accepted.put(socket.getPort(), socket);
      }
    } catch (IOException e) {
      return; // the end of the test
    }
  }

  @AfterEach
  void close() throws IOException {
    server.close();
    silent.close();
    for (Socket socket : accepted.values()) {
      socket.close();
    }
    for (Socket socket : waiting) {
      socket.close();
    }
  }

  private static TcpConnections to(int port) {
    return new TcpConnections(new TcpAddress("127.0.0.1", port));
  }

  @Override
  public ConnectionFactory<Socket> connections() {
    return to(server.getLocalPort());
  }

  @Override
  public ConnectionFactory<Socket> toNobody() throws IOException {
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return to(closed.getLocalPort());
    }
  }

  @Override
  public ConnectionFactory<Socket> toSilence() {
    return to(silent.getLocalPort());
  }

  @Override
  public void hangUp(Socket connection) throws IOException {
    int port = connection.getLocalPort();
    Await.await(() -> accepted.containsKey(port));
    accepted.remove(port).close();
  }
}
