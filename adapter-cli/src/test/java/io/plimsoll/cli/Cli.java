package io.plimsoll.cli;

import io.plimsoll.Plimsoll;
import io.plimsoll.command.StopSignal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Runs command lines in this process, on the real runtime, with streams and signals of its own. */
final class Cli {

  private final Path directory;
  private final Map<String, String> environment = new HashMap<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final CompletableFuture<Consumer<StopSignal>> handler = new CompletableFuture<>();
  private InputStream in = InputStream.nullInputStream();
  private OutputStream sink = out;
  private boolean terminal;
  private Host.Starter starter = Plimsoll::start;

  Cli(Path directory) {
    this.directory = directory;
  }

  /** What came of a command line. */
  record Result(int status, String out, String err) {

    List<String> lines() {
      return out.lines().toList();
    }
  }

  Cli env(String name, String value) {
    environment.put(name, value);
    return this;
  }

  Cli in(String text) {
    return in(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  Cli in(InputStream stream) {
    in = stream;
    return this;
  }

  Cli out(OutputStream stream) {
    sink = stream;
    return this;
  }

  Cli onTerminal() {
    terminal = true;
    return this;
  }

  Cli starter(Host.Starter instead) {
    starter = instead;
    return this;
  }

  Result run(String... args) {
    PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
    Host host =
        new Host(
            in,
            sink,
            errors,
            environment,
            directory,
            new Terminals(descriptor -> terminal),
            starter,
            handler::complete);
    int status = new Main(host).execute(args);
    return new Result(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Waits until signals are watched, and sends one. */
  void send(StopSignal signal) {
    handler.join().accept(signal);
  }

  /** What was written to standard output so far. */
  String written() {
    return out.toString(StandardCharsets.UTF_8);
  }
}
