package io.plimsoll.verification.session;

import io.plimsoll.resource.ConnectionFactory;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;

/**
 * A connection to the {@link ClosingServer}.
 *
 * @param socket this side of it
 * @param id the number that the server gave it
 */
record Line(Socket socket, long id) {

  private static final int READ_MILLIS = 10_000;

  /** One question and its answer. */
  boolean ask(long number) throws IOException {
    new DataOutputStream(socket.getOutputStream()).writeLong(number);
    return new DataInputStream(socket.getInputStream()).readLong() == number + 1;
  }

  /** Opens them by the factory that comes with the runtime. */
  record Factory(ConnectionFactory<Socket> tcp) implements ConnectionFactory<Line> {

    @Override
    public String target() {
      return tcp.target();
    }

    @Override
    public Line open(Duration deadline) throws Exception {
      Socket socket = tcp.open(deadline);
      try {
        socket.setSoTimeout(READ_MILLIS);
        return new Line(socket, new DataInputStream(socket.getInputStream()).readLong());
      } catch (IOException e) {
        tcp.close(socket);
        throw e;
      }
    }

    @Override
    public boolean isOpen(Line line) {
      return tcp.isOpen(line.socket());
    }

    @Override
    public void close(Line line) throws Exception {
      tcp.close(line.socket());
    }
  }
}
