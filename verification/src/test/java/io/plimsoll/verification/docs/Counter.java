package io.plimsoll.verification.docs;

import io.plimsoll.cli.Desk;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Where the stand-in for the program asks for what it does not do itself. */
final class Counter implements AutoCloseable {

  private final ServerSocket door;
  private final ExecutorService clerks = Executors.newCachedThreadPool();

  Counter() throws IOException {
    door = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
    clerks.execute(this::serve);
  }

  int port() {
    return door.getLocalPort();
  }

  private void serve() {
    while (!door.isClosed()) {
      try {
        Socket customer = door.accept();
        clerks.execute(() -> serve(customer));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private static void serve(Socket customer) {
    try (customer;
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(customer.getInputStream(), StandardCharsets.UTF_8));
        PrintStream out =
            new PrintStream(customer.getOutputStream(), true, StandardCharsets.UTF_8)) {
      Path desk = Path.of(in.readLine());
      List<String> words = parts(desk.resolve("words"));
      Map<String, String> environment = new HashMap<>();
      for (String each : parts(desk.resolve("environment"))) {
        int equals = each.indexOf('=');
        environment.put(each.substring(0, equals), each.substring(equals + 1));
      }
      Path folder = Path.of(Files.readString(desk.resolve("folder")));
      out.println(Desk.run(words, environment, folder, desk));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> parts(Path file) throws IOException {
    String text = Files.readString(file);
    return text.isEmpty() ? List.of() : List.of(text.split("\0"));
  }

  @Override
  public void close() throws IOException {
    door.close();
    clerks.shutdownNow();
  }
}
