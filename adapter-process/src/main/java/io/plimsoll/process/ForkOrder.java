package io.plimsoll.process;

import io.plimsoll.command.Command;
import io.plimsoll.command.Output;
import io.plimsoll.command.Stdin;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link ForkServer} is told to have it start a command: a line of a shell's language, in
 * which every word that is not ours is quoted.
 *
 * @param before what the child does first, once its outputs are in place
 * @param program the words that it becomes
 */
record ForkOrder(String before, String program) {

  /** Longer ones go the usual way: this fits the pipe to the server, so writing never waits. */
  static final int MOST_CHARACTERS = 16_384;

  /** What a shell sets besides what it is told, and hands on. */
  private static final List<String> OF_SHELL = List.of("PWD", "OLDPWD");

  private static final String NOTHING = "/dev/null";

  /**
   * The order for a command, where that can be given: it reads and writes nothing but pipes of
   * ours, and all of its words are of the plainest characters, which no encoding changes.
   *
   * @param called what a shell finds the program by
   * @param environment the whole environment of the command
   * @param base what the server hands on by itself
   * @param shell what it is
   */
  static Optional<ForkOrder> of(
      Command command,
      String called,
      Map<String, String> environment,
      Map<String, String> base,
      Shell shell) {
    if (!isPiped(command)) {
      return Optional.empty();
    }
    StringBuilder before = new StringBuilder();
    boolean plain =
        enters(before, command)
            && sets(before, environment, base, shell)
            && !called.startsWith("-")
            && isPlain(called);
    StringBuilder program = new StringBuilder("exec ");
    quote(program, called);
    List<String> words = command.arguments();
    for (int i = 1; plain && i < words.size(); i++) {
      plain = isPlain(words.get(i));
      quote(program.append(' '), words.get(i));
    }
    return plain && before.length() + program.length() < MOST_CHARACTERS
        ? Optional.of(new ForkOrder(before.toString(), program.toString()))
        : Optional.empty();
  }

  private static boolean isPiped(Command command) {
    return !(command.stdin() instanceof Stdin.FromFile)
        && !(command.stdin() instanceof Stdin.Inherit)
        && isPiped(command.stdout())
        && isPiped(command.stderr());
  }

  private static boolean isPiped(Output output) {
    return !(output instanceof Output.ToFile) && output != Output.Plain.INHERIT;
  }

  private static boolean enters(StringBuilder line, Command command) {
    if (command.directory().isEmpty()) {
      return true;
    }
    String folder = command.directory().get().toAbsolutePath().toString();
    line.append("cd -P ");
    quote(line, folder);
    line.append("||exit 126;");
    return isPlain(folder);
  }

  /** The variables in which the command differs from the server. */
  private static boolean sets(
      StringBuilder line, Map<String, String> environment, Map<String, String> base, Shell shell) {
    for (String name : base.keySet()) {
      if (!environment.containsKey(name) && !OF_SHELL.contains(name)) {
        line.append("unset ").append(name).append(';');
      }
    }
    for (String name : OF_SHELL) {
      if (!environment.containsKey(name)) {
        line.append("unset ").append(name).append(';');
      }
    }
    boolean plain = true;
    for (Map.Entry<String, String> each : environment.entrySet()) {
      String name = each.getKey();
      String value = each.getValue();
      if (!value.equals(base.get(name)) || OF_SHELL.contains(name)) {
        line.append("export ").append(name).append('=');
        quote(line, value);
        line.append(';');
        plain &= shell.keeps(name) && isPlain(value);
      }
    }
    return plain;
  }

  /**
   * The whole line. The child tells its process id, which a shell can only read; if it cannot
   * become the program it tells that. Its exit is told by the server.
   *
   * @param runtime the process whose descriptors are meant
   */
  String line(long runtime, @Nullable Tube in, @Nullable Tube out, @Nullable Tube err) {
    String ends = "/proc/" + runtime + "/fd/";
    return "("
        + "while read -r k p&&[ \"$k\" != Tgid: ];do :;done</proc/self/status;echo \"P $p\">&3;"
        + "trap 'echo F>/proc/$$/fd/3' 0;"
        + before
        + program
        + " 3>&-)<"
        + (in == null ? NOTHING : ends + in.readFd())
        + " >"
        + (out == null ? NOTHING : ends + out.writableFd())
        + " 2>"
        + (err == null ? NOTHING : ends + err.writableFd())
        + ";echo X $?>&3\n";
  }

  private static boolean isPlain(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (word.charAt(i) >= 0x7f || word.charAt(i) == 0) {
        return false;
      }
    }
    return true;
  }

  private static void quote(StringBuilder line, String word) {
    line.append('\'');
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c == '\'') {
        line.append("'\\''");
      } else {
        line.append(c);
      }
    }
    line.append('\'');
  }
}
