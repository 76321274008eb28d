package com.example.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * Where a server lives: a temporary folder of its own, and a port that stays free while it is down.
 *
 * @param folder the folder
 * @param port the port on 127.0.0.1
 */
record Place(Path folder, int port) {

  private static final int LOWEST = 12_000;
  private static final int USUAL_EPHEMERAL = 32_768;
  private static final int TRIES = 100;

  static Place of(String name) throws IOException {
    return new Place(Files.createTempDirectory("plimsoll-" + name), freePort());
  }

  /**
   * A port below those that the kernel gives to whoever connects: one of those could be taken by a
   * client while the server is down, and who connects to it then may be connected to itself.
   */
  private static int freePort() throws IOException {
    int end = Math.max(LOWEST + TRIES, firstEphemeral());
    for (int i = 0; i < TRIES; i++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, end);
      try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return free.getLocalPort();
      } catch (IOException e) {
        // Somebody listens there.
      }
    }
    throw new IOException("no free port from " + LOWEST + " to " + end);
  }

  private static int firstEphemeral() {
    try {
      String range = Files.readString(Path.of("/proc/sys/net/ipv4/ip_local_port_range"));
      return Integer.parseInt(range.strip().split("\\s+")[0]);
    } catch (IOException | NumberFormatException e) {
      return USUAL_EPHEMERAL;
    }
  }

  /** The last lines that a server has written there. */
  static String last(Path log) {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
    } catch (IOException e) {
      return "(it wrote nothing)";
    }
  }

  void delete() throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
