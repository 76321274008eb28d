package io.plimsoll.process.namespace;

import io.plimsoll.port.ProcessLauncher.Fact;
import io.plimsoll.process.proc.StartTurn;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * How the program {@code unshare} makes a namespace of process ids here.
 *
 * @param words the program and its options; empty where none of the ways works
 * @param ownProc whether {@code /proc} shows the namespace alone
 * @param reason why none works; empty where one does
 */
public record Unshare(List<String> words, boolean ownProc, String reason) {

  /** As whom: first as who we are, with a user namespace where that takes one, last as root. */
  private static final List<List<String>> USERS =
      List.of(List.of(), List.of("--user", "--map-current-user"), List.of("--user", "-r"));

  private static final String OWN_PROC = "--mount-proc";

  /** No program leaves so by chance; only the first process of a namespace does. */
  private static final String TRY = "[ $$ = 1 ] && exit 79";

  private static final int RIGHT = 79;
  private static final int MOST_BYTES = 300;
  private static final long MOST_SECONDS = 2;

  /** What {@code sh -c} runs as the first process of a namespace. */
  private static final String INIT =
      """
      exec 9>&2 2>/dev/null
      (exec 2>&9 9>&-; : >"$0" || exit 2; %s
      exec "$@")
      exit $?""";

  /**
   * The script of the first process: with a mark as its name, then what {@code PWD} was (see the
   * arguments), then the program with its arguments. Sets the mark, runs the program, collects all
   * who end meanwhile, and leaves with its status; the kernel ends the others then.
   *
   * @param pwd whether the first argument is to be {@code PWD}; else there is to be none
   */
  public static String script(boolean pwd) {
    return INIT.formatted(pwd ? "PWD=$1; shift" : "unset PWD");
  }

  /** Where there is no such program. */
  public static Unshare missing() {
    return new Unshare(
        List.of(), false, "the program unshare is in no folder of PATH; install util-linux");
  }

  /** Tries one way after the other for real; a few milliseconds for each. */
  public static Unshare tried(String program, String shell) {
    List<String> failures = new ArrayList<>();
    for (List<String> user : USERS) {
      for (boolean ownProc : new boolean[] {true, false}) {
        List<String> words = words(program, user, ownProc);
        Optional<String> failure = failure(words, shell);
        if (failure.isEmpty()) {
          return new Unshare(words, ownProc, "");
        }
        failures.add(String.join(" ", words.subList(1, words.size())) + ": " + failure.get());
      }
    }
    return new Unshare(
        List.of(),
        false,
        "%s makes no namespace of process ids (%s); run as root, or allow user namespaces (sysctl user.max_user_namespaces)"
            .formatted(program, String.join("; ", failures)));
  }

  /** How namespaces are made, and what a command sees in them, for people. */
  public Fact fact() {
    return new Fact(
        "namespaces are made",
        "by %s; a command sees %s in /proc"
            .formatted(
                String.join(" ", words),
                ownProc ? "its own processes alone" : "all processes, by other ids than it knows"),
        true);
  }

  private static List<String> words(String program, List<String> user, boolean ownProc) {
    List<String> words = new ArrayList<>(List.of(program));
    words.addAll(user);
    words.addAll(List.of("--pid", "--fork", "--kill-child"));
    if (ownProc) {
      words.add(OWN_PROC);
    }
    return List.copyOf(words);
  }

  private static Optional<String> failure(List<String> words, String shell) {
    List<String> line = new ArrayList<>(words);
    line.addAll(List.of("--", shell, "-c", TRY));
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .redirectErrorStream(true)
            .redirectInput(Redirect.from(new File("/dev/null")));
    builder.environment().put("LC_ALL", "C");
    try {
      Process process = StartTurn.start(builder);
      if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return Optional.of("no answer in " + MOST_SECONDS + " s");
      }
      String said =
          new String(process.getInputStream().readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
      return process.exitValue() == RIGHT
          ? Optional.empty()
          : Optional.of(
              said.isBlank()
                  ? "status " + process.exitValue()
                  : said.lines().findFirst().orElse("").strip());
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    }
  }
}
