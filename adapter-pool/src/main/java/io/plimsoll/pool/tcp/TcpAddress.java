package io.plimsoll.pool.tcp;

import java.net.URI;

/**
 * The address {@code tcp://HOST:PORT}, where the host is a name, an IPv4 address, or an IPv6
 * address in brackets.
 *
 * @param host without brackets
 * @param port 1 to 65535
 */
public record TcpAddress(String host, int port) {

  /** The scheme of such an address. */
  public static final String SCHEME = "tcp";

  private static final int MOST_PORT = 65_535;

  /**
   * Reads an address.
   *
   * @throws IllegalArgumentException with value, rule and remedy, if it does not fit
   */
  public static TcpAddress of(URI address) {
    if (!SCHEME.equalsIgnoreCase(address.getScheme())) {
      throw unfit(address, "must begin with tcp://");
    }
    if (address.getRawUserInfo() != null
        || (address.getRawAuthority() != null && address.getRawAuthority().contains("@"))) {
      // Not shown: it may hold a password.
      throw new IllegalArgumentException(
          "address: has user information, which a tcp address cannot have; try tcp://localhost:5432");
    }
    if (address.isOpaque() || address.getRawAuthority() == null) {
      throw unfit(address, "must name a host after tcp://");
    }
    if (!address.getRawPath().isEmpty()
        || address.getRawQuery() != null
        || address.getRawFragment() != null) {
      throw unfit(address, "must end after the port, without path, query or fragment");
    }
    if (address.getHost() == null) {
      // A name that the platform's reader does not take as one, such as with an underscore.
      return ofAuthority(address, address.getRawAuthority());
    }
    return of(address, address.getHost(), address.getPort());
  }

  private static TcpAddress ofAuthority(URI address, String authority) {
    int colon = authority.lastIndexOf(':');
    if (colon < 0) {
      throw unfit(address, "must have a port");
    }
    try {
      return of(
          address, authority.substring(0, colon), Integer.parseInt(authority.substring(colon + 1)));
    } catch (NumberFormatException e) {
      throw unfit(address, "must have a whole number as its port");
    }
  }

  private static TcpAddress of(URI address, String host, int port) {
    if (host.isEmpty()) {
      throw unfit(address, "must name a host");
    }
    if (port == -1) {
      throw unfit(address, "must have a port");
    }
    if (port < 1 || port > MOST_PORT) {
      throw unfit(address, "must have a port from 1 to " + MOST_PORT);
    }
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    return new TcpAddress(bracketed ? host.substring(1, host.length() - 1) : host, port);
  }

  private static IllegalArgumentException unfit(URI address, String rule) {
    return new IllegalArgumentException(
        "address: is '%s'; %s; try tcp://localhost:5432".formatted(address, rule));
  }

  @Override
  public String toString() {
    return SCHEME + "://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
