package outside.app;

import static io.plimsoll.command.ByteSize.mebibytes;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import io.plimsoll.Plimsoll;
import io.plimsoll.RuntimeSettings;
import io.plimsoll.Settings;
import io.plimsoll.command.Command;
import io.plimsoll.command.Outcome;
import io.plimsoll.resource.Borrowed;
import io.plimsoll.resource.Cache;
import io.plimsoll.resource.CachePolicy;
import io.plimsoll.resource.ConnectionFactory;
import io.plimsoll.resource.Pool;
import io.plimsoll.resource.Weigher;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.TreeSet;

/** Runs a command, keeps a cache and borrows a connection; argument: an id of breakers. */
public final class Main {

  private Main() {}

  public static void main(String[] arguments) throws Exception {
    Settings settings = Settings.defaults();
    if (arguments.length > 0) {
      settings = settings.with(RuntimeSettings.BREAKER_ADAPTER, arguments[0]);
    }
    Set<String> before = threads();
    try (ServerSocket server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
      URI address = URI.create("tcp://127.0.0.1:" + server.getLocalPort());
      ConnectionFactory<Socket> connections = Plimsoll.connections(address, Socket.class);

      try (Plimsoll plimsoll = Plimsoll.start(settings)) {
        Command command = Command.of("echo", "aboard");
        Outcome outcome = plimsoll.run(command.timeout(ofMinutes(2)).memory(mebibytes(512)));
        System.out.println("command: " + outcome.kind() + ", " + outcome.stdout().text().strip());
        CachePolicy policy = CachePolicy.entries(500).maxAge(ofMinutes(10));
        Cache<String, String> known = plimsoll.cache("known", policy, Weigher.usual());
        System.out.println("cache: " + known.get("a key", key -> "loaded for " + key));
        try (Pool<Socket> pool = plimsoll.pool("memory", connections);
            Borrowed<Socket> loan = pool.borrow(ofSeconds(1))) {
          System.out.println("pool: connected " + loan.get().isConnected());
        }
        System.out.println("stage: " + plimsoll.stage());
      }
    }
    Plimsoll.bindings(settings).stream()
        .filter(binding -> binding.setting().equals("breaker.adapter"))
        .map(binding -> binding.words().replaceFirst(" .*", ""))
        .forEach(words -> System.out.println("breaker: " + words));
    Set<String> left = threads();
    left.removeAll(before);
    System.out.println("threads left: " + left);
    System.out.println("module: " + Main.class.getModule().getName());
  }

  private static Set<String> threads() {
    Set<String> names = new TreeSet<>();
    Thread.getAllStackTraces().keySet().forEach(thread -> names.add(thread.getName()));
    names.removeIf(name -> !name.startsWith("plimsoll"));
    return names;
  }
}
