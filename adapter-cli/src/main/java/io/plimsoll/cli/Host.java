package io.plimsoll.cli;

import io.plimsoll.Plimsoll;
import io.plimsoll.Settings;
import io.plimsoll.command.StopSignal;
import io.plimsoll.command.Text;
import io.plimsoll.port.EventSink;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What the command line stands on: its streams, environment, folder, terminals and signals.
 *
 * @param in standard input, unbuffered
 * @param out standard output, unbuffered: results only
 * @param err standard error, in UTF-8: everything else
 * @param environment the environment variables
 * @param directory the folder that relative paths are taken from
 * @param terminals which streams are terminals
 * @param starter starts a runtime
 * @param signals tells of the signals that ask us to stop
 */
record Host(
    InputStream in,
    OutputStream out,
    PrintStream err,
    Map<String, String> environment,
    Path directory,
    Terminals terminals,
    Starter starter,
    Signals signals) {

  /** Starts a runtime. */
  @FunctionalInterface
  interface Starter {

    /** Starts one with these settings, whose events go to the sink. */
    Plimsoll start(Settings settings, EventSink sink);
  }

  /** Starts it in this process. */
  private static final class Here implements Starter {

    @Override
    public Plimsoll start(Settings settings, EventSink sink) {
      return Plimsoll.start(settings, sink);
    }
  }

  /** Tells of the signals that ask us to stop. */
  @FunctionalInterface
  interface Signals {

    /**
     * Calls the handler for each signal that asks this process to end from now on, each on a thread
     * of its own. A signal that was ignored when we started stays ignored.
     */
    void onStop(Consumer<StopSignal> handler);
  }

  /** This process. */
  static Host ofThisProcess() {
    return new Host(
        new FileInputStream(FileDescriptor.in),
        new FileOutputStream(FileDescriptor.out),
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
        System.getenv(),
        Path.of("").toAbsolutePath(),
        Terminals.ofThisProcess(),
        new Here(),
        new ProcessSignals());
  }

  /** One line on standard error, after our name; control characters are shown, not sent. */
  void say(String line) {
    err.println("plimsoll: " + Text.visible(line));
  }

  /** A path as the user wrote it, taken from our folder. */
  Path resolve(String path) {
    return directory.resolve(path);
  }
}
