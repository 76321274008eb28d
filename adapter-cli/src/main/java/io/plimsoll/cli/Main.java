package io.plimsoll.cli;

import io.plimsoll.SettingsException;
import io.plimsoll.Suggestion;
import io.plimsoll.command.RefusedException;
import io.plimsoll.command.Text;
import io.plimsoll.lease.NotEndedException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/** The bundled command line: reads the arguments, runs one command, leaves with its status. */
public final class Main {

  private final Host host;

  Main(Host host) {
    this.host = host;
  }

  /** Runs and leaves. */
  public static void main(String[] args) {
    // Numbers look the same whatever the language settings: what we write is read by programs too.
    Locale.setDefault(Locale.ROOT);
    Host host = Host.ofThisProcess();
    Thread.setDefaultUncaughtExceptionHandler(new Uncaught(host));
    System.exit(new Main(host).execute(args));
  }

  /** Says what no thread caught. */
  private record Uncaught(Host host) implements Thread.UncaughtExceptionHandler {

    @Override
    public void uncaughtException(Thread thread, Throwable e) {
      host.say("internal error in " + thread.getName() + ": " + e);
    }
  }

  /** Runs one command line, and answers the status to leave with. Never throws. */
  @SuppressWarnings("CatchingUnchecked") // whatever it is, the user gets a line and a status
  int execute(String... args) {
    try {
      return dispatch(args);
    } catch (Trouble e) {
      return tell(e.problems(), e.status());
    } catch (SettingsException e) {
      return tell(e.problems());
    } catch (RefusedException | NotEndedException e) {
      return tell(List.of(String.valueOf(e.getMessage())));
    } catch (InterruptedException e) {
      return tell(List.of("interrupted"));
    } catch (IOException e) {
      return tell(List.of("cannot be read or written: " + e.getMessage()));
    } catch (OutOfMemoryError e) {
      // Of threads that could not be had: of heap the JVM ends by itself.
      return tell(
          List.of(
              "system: lacks memory or processes now ("
                  + e.getMessage()
                  + "); try again later or raise the limit (ulimit -u, ulimit -v)"));
    } catch (Exception | Error e) {
      return tell(List.of("internal error: " + e + "; please report it"));
    } finally {
      host.err().flush();
    }
  }

  private int dispatch(String... args) throws Exception {
    if (args.length == 0) {
      throw new Trouble("no command given; must be one of " + words() + "; try plimsoll --help");
    }
    String first = args[0];
    if (first.equals("help")) {
      return dispatch(args.length > 1 ? new String[] {args[1], "--help"} : new String[] {"--help"});
    }
    if (first.startsWith("-")) {
      return Commands.execute(Commands.everything(host), host, args);
    }
    List<String> rest = List.of(args).subList(1, args.length);
    Callable<Integer> plain =
        switch (first) {
          case "run" -> PlainArguments.run(host, rest);
          case "batch" -> PlainArguments.batch(host, rest);
          default -> null;
        };
    if (plain != null) {
      return plain.call();
    }
    CommandLine command = Commands.named(first, host);
    if (command == null) {
      throw new Trouble(
          "unknown command '%s'%s%s"
              .formatted(
                  Text.visible(first, 64),
                  Suggestion.didYouMean(first, Commands.NAMES),
                  "; there are " + words()));
    }
    return Commands.execute(command, host, Arrays.copyOfRange(args, 1, args.length));
  }

  private int tell(List<String> problems) {
    return tell(problems, Status.OURS);
  }

  private int tell(List<String> problems, int status) {
    if (problems.size() <= 1) {
      problems.forEach(host::say);
      return status;
    }
    host.say(problems.size() + " problems:");
    for (int i = 0; i < problems.size(); i++) {
      host.err().println("  " + (i + 1) + ") " + Text.visible(problems.get(i)));
    }
    return status;
  }

  private static String words() {
    return String.join(", ", Commands.NAMES);
  }
}
