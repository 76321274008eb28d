package io.plimsoll.verification.embed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;

/** Answers one byte with the same, on the loopback; one thread, connection after connection. */
final class EchoServer implements AutoCloseable {

  private final ServerSocket listening;
  private final Thread thread;

  EchoServer() throws IOException {
    listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    thread = new Thread(this::serve, "embed-server");
    thread.setDaemon(true);
    thread.start();
  }

  URI address() {
    return URI.create("tcp://127.0.0.1:" + listening.getLocalPort());
  }

  private void serve() {
    while (!listening.isClosed()) {
      try (Socket socket = listening.accept()) {
        for (int read = socket.getInputStream().read();
            read >= 0;
            read = socket.getInputStream().read()) {
          socket.getOutputStream().write(read);
        }
      } catch (IOException e) {
        // The client has gone, or this was closed.
      }
    }
  }

  @Override
  public void close() {
    try {
      listening.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
