package io.plimsoll.pool.tcp;

import io.plimsoll.resource.ConnectionFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Opens TCP connections to one address, with {@code SO_KEEPALIVE} and {@code TCP_NODELAY}. The name
 * is resolved anew for each, and its addresses are tried in turn within the deadline.
 *
 * <p>A connection is open as long as neither side closed or half-closed it, and nothing lies unread
 * on it. What comes while nobody asked, or was left unread by a borrower, would be taken for the
 * answer to the next question: so such a connection counts as closed. The look costs some
 * microseconds and no round trip; what a peer does that the network has not yet told is not seen.
 */
public final class TcpConnections implements ConnectionFactory<Socket> {

  private final TcpAddress address;

  /** To this address. */
  public TcpConnections(TcpAddress address) {
    this.address = address;
  }

  @Override
  public String target() {
    return address.toString();
  }

  @Override
  public Socket open(Duration deadline) throws IOException {
    long begun = System.nanoTime();
    IOException failure =
        new SocketTimeoutException("resolving " + address.host() + " took too long");
    for (InetAddress each : InetAddress.getAllByName(address.host())) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline.toNanos() - (System.nanoTime() - begun));
      if (left <= 0) {
        break;
      }
      try {
        return LentSocket.open(
            new InetSocketAddress(each, address.port()), (int) Math.min(left, Integer.MAX_VALUE));
      } catch (IOException e) {
        failure = e;
      }
    }
    throw failure;
  }

  @Override
  public boolean isOpen(Socket connection) {
    return ((LentSocket) connection).isQuietAndOpen();
  }

  @Override
  public void reset(Socket connection) throws IOException {
    ((LentSocket) connection).reset();
  }

  @Override
  public void close(Socket connection) throws IOException {
    connection.close();
  }
}
