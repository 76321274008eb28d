package io.plimsoll.process;

import io.plimsoll.command.Command;
import io.plimsoll.command.Output;
import io.plimsoll.command.Stdin;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link ForkServer} is told to have it start a command: a line of a shell's language, in
 * which every word that is not ours is quoted; or a {@link ForkHub}: the words as they are.
 *
 * @param before what the child of a shell does first, once its outputs are in place
 * @param program the words that it becomes
 * @param command what is started
 * @param called what a shell finds the program by
 * @param environment the whole environment of the command
 * @param fitsShell whether a shell hands all of that on as it is
 */
record ForkOrder(
    String before,
    String program,
    Command command,
    String called,
    Map<String, String> environment,
    boolean fitsShell) {

  /** Longer ones go the usual way. */
  static final int MOST_CHARACTERS = 16_384;

  /** What a shell sets besides what it is told, and hands on. */
  private static final List<String> OF_SHELL = List.of("PWD", "OLDPWD");

  private static final String NOTHING = "/dev/null";

  /**
   * What a child reads and writes, by names that it can open.
   *
   * @param in its input
   * @param out its output
   * @param err its error output
   */
  record Ends(String in, String out, String err) {

    /**
     * Pipes of a process; nothing where there is none.
     *
     * @param runtime the process whose descriptors are meant
     */
    static Ends of(long runtime, @Nullable Tube in, @Nullable Tube out, @Nullable Tube err) {
      String ends = "/proc/" + runtime + "/fd/";
      return new Ends(
          in == null ? NOTHING : ends + in.readFd(),
          out == null ? NOTHING : ends + out.writableFd(),
          err == null ? NOTHING : ends + err.writableFd());
    }
  }

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
            && sets(before, environment, base)
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
        ? Optional.of(
            new ForkOrder(
                before.toString(),
                program.toString(),
                command,
                called,
                environment,
                fits(environment, base, shell)))
        : Optional.empty();
  }

  private static boolean fits(
      Map<String, String> environment, Map<String, String> base, Shell shell) {
    for (Map.Entry<String, String> each : environment.entrySet()) {
      if (!each.getValue().equals(base.get(each.getKey())) && !shell.keeps(each.getKey())) {
        return false;
      }
    }
    return true;
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

  /** The variables in which the command differs from its parent. */
  private static boolean sets(
      StringBuilder line, Map<String, String> environment, Map<String, String> base) {
    boolean plain = true;
    for (String name : base.keySet()) {
      if (!environment.containsKey(name) && !OF_SHELL.contains(name)) {
        line.append("unset ").append(name).append(';');
        plain &= isName(name);
      }
    }
    for (String name : OF_SHELL) {
      if (!environment.containsKey(name)) {
        line.append("unset ").append(name).append(';');
      }
    }
    for (Map.Entry<String, String> each : environment.entrySet()) {
      String name = each.getKey();
      String value = each.getValue();
      if (!value.equals(base.get(name)) || OF_SHELL.contains(name)) {
        line.append("export ").append(name).append('=');
        quote(line, value);
        line.append(';');
        plain &= isName(name) && isPlain(value);
      }
    }
    return plain;
  }

  /**
   * The whole line. The child tells its process id, which a shell can only read; if it cannot
   * become the program it tells that. Its exit is told by the server.
   */
  String line(Ends ends) {
    return "("
        + "set -- /proc/self/task/*;case $1 in *\\*)exit 126;esac;echo \"P ${1##*/}\">&3;"
        + "trap 'echo F>/proc/$$/fd/3' 0;"
        + before
        + program
        + " 3>&-)<"
        + ends.in()
        + " >"
        + ends.out()
        + " 2>"
        + ends.err()
        + ";echo X $?>&3\n";
  }

  /**
   * The same for a hub: the length, then words with a zero behind each. Names that are to be unset
   * and pairs that are to be set end with an empty word.
   *
   * @param how what the child is told by, and what it is born in
   * @param base the environment of the hub
   * @param found whether the first word is what the program is found by, not what it was asked by
   */
  byte[] words(List<String> how, Ends ends, Map<String, String> base, boolean found) {
    StringBuilder words = new StringBuilder();
    add(words, how);
    add(words, List.of(ends.in(), ends.out(), ends.err()));
    words.append(command.directory().map(path -> path.toAbsolutePath().toString()).orElse(""));
    add(words.append('\0'), List.of(called));
    for (String name : base.keySet()) {
      if (!environment.containsKey(name)) {
        words.append(name).append('\0');
      }
    }
    words.append('\0');
    for (Map.Entry<String, String> each : environment.entrySet()) {
      if (!each.getValue().equals(base.get(each.getKey()))) {
        words.append(each.getKey()).append('\0').append(each.getValue()).append('\0');
      }
    }
    List<String> arguments = command.arguments();
    add(words.append('\0'), List.of(found ? called : arguments.get(0)));
    add(words, arguments.subList(1, arguments.size()));
    byte[] bytes = words.toString().getBytes(StandardCharsets.ISO_8859_1);
    return ByteBuffer.allocate(Integer.BYTES + bytes.length)
        .putInt(bytes.length)
        .put(bytes)
        .array();
  }

  private static void add(StringBuilder words, List<String> more) {
    for (String word : more) {
      words.append(word).append('\0');
    }
  }

  /** An empty one ends a list. */
  private static boolean isName(String word) {
    return !word.isEmpty() && isPlain(word);
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
