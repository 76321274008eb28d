package com.example.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.SocketFactory;

/**
 * Makes the sockets of the driver, and hands their channels to whoever opens the connection. The
 * driver makes one of these by its name, for each connection: all they have in common is static.
 */
public final class WatchedSockets extends SocketFactory {

  // One for each connection that is just being opened.
  private static final Map<String, Optional<SocketChannel>> OPENING = new ConcurrentHashMap<>();

  private final String seat;

  /**
   * Made by the driver.
   *
   * @param seat the seat that was taken for this connection
   */
  public WatchedSockets(String seat) {
    this.seat = seat;
  }

  /** Takes a seat for a connection that is about to be opened. */
  static String take() {
    String seat = UUID.randomUUID().toString();
    OPENING.put(seat, Optional.empty());
    return seat;
  }

  /** Leaves the seat, with the last channel that was made for it. */
  static Optional<SocketChannel> leave(String seat) {
    Optional<SocketChannel> made = OPENING.remove(seat);
    return made == null ? Optional.empty() : made;
  }

  @Override
  public Socket createSocket() throws IOException {
    SocketChannel channel = SocketChannel.open();
    // Where nobody waits any more, and for what the driver opens later to cancel a query, nothing.
    OPENING.computeIfPresent(seat, (key, before) -> Optional.of(channel));
    return channel.socket();
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port));
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    return createSocket(host, port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    return createSocket(host, port);
  }

  private Socket connected(InetSocketAddress address) throws IOException {
    Socket socket = createSocket();
    socket.connect(address);
    return socket;
  }
}
