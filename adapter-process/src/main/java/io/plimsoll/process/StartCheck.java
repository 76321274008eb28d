package io.plimsoll.process;

import io.plimsoll.command.Command;
import io.plimsoll.command.Output;
import io.plimsoll.command.Secrets;
import io.plimsoll.command.StartFailure.Kind;
import io.plimsoll.command.Stdin;
import io.plimsoll.command.Text;
import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Refuses, before anything is spent, what cannot start: a missing program, folder or file. What
 * changes between this check and the start is told by {@link StartErrors}.
 */
final class StartCheck {

  /** Where the platform looks when its own environment has no PATH. */
  private static final String USUAL_PATH = ":/bin:/usr/bin";

  private static final long RECENT_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int MOST_FIT = 64;

  private final String path;

  /** What was found fit last, the oldest first; at most {@value #MOST_FIT}. Guarded by itself. */
  private final Map<String, Fit> fit = new LinkedHashMap<>();

  /** What it was found to be. */
  private record Fit(String program, long nanos) {}

  /**
   * @param path the runtime's own search path: the platform looks there, whatever the command's is
   */
  StartCheck(@Nullable String path) {
    this.path = path == null ? USUAL_PATH : path;
  }

  /**
   * Checks it.
   *
   * @return what the platform finds its program by: as it is, or the file where the command's own
   *     search path might show another one
   */
  String check(Command command) throws StartRefused {
    String program = checked(command);
    synchronized (fit) {
      fit.put(called(command), new Fit(program, System.nanoTime()));
      if (fit.size() > MOST_FIT) {
        fit.remove(fit.keySet().iterator().next());
      }
    }
    return program;
  }

  /**
   * What {@link #check} answered a moment ago for the same program and folder. It does not look
   * again, nor at anything else of the command: only where a start tells by itself what it lacks.
   */
  Optional<String> recent(Command command) {
    synchronized (fit) {
      Fit found = fit.get(called(command));
      return found != null && System.nanoTime() - found.nanos < RECENT_NANOS
          ? Optional.of(found.program)
          : Optional.empty();
    }
  }

  /** A program as a command calls it, and where: no name holds the character between them. */
  private static String called(Command command) {
    String name = command.arguments().get(0);
    Path folder = command.directory().orElse(null);
    return folder == null ? name : name + "\0" + folder;
  }

  private String checked(Command command) throws StartRefused {
    for (String argument : command.arguments()) {
      checkText("an argument", argument, argument);
    }
    for (Map.Entry<String, String> set : command.environment().resolve(Map.of()).entrySet()) {
      String shown = Secrets.shown(set.getKey(), set.getValue());
      checkText("the variable " + set.getKey(), set.getValue(), shown);
    }
    Path folder = command.directory().orElse(null);
    if (folder != null) {
      checkFolder(folder.toFile());
    }
    File program = checkProgram(command.arguments().get(0), folder);
    if (command.stdin() instanceof Stdin.FromFile input) {
      checkInput(input.path().toFile());
    }
    checkOutput("stdout", command.stdout());
    checkOutput("stderr", command.stderr());
    checkInterpreter(in(folder, program.getPath()), folder);
    return program.getPath();
  }

  /** What another program finds the same program by, as the command's name for it where it can. */
  String calledBy(String name, String found, Map<String, String> environment) {
    boolean same = path.equals(environment.get("PATH")) && path.indexOf('%') < 0;
    String called = same ? name : found;
    return called.startsWith("-") ? (same ? found : "./" + found) : called;
  }

  /** The path of a program that people would call by its name. */
  Optional<String> find(String program) {
    for (String folder : path.split(":", -1)) {
      File file = new File(folder, program);
      if (folder.startsWith("/") && runs(file)) {
        return Optional.of(file.getPath());
      }
    }
    return Optional.empty();
  }

  /** The platform would replace what it cannot encode, and say nothing. */
  private static void checkText(String name, String text, String shown) throws StartRefused {
    if (!isAscii(text) && !encoding().newEncoder().canEncode(text)) {
      throw new StartRefused(
          Kind.UNFIT,
          "command: %s ('%s') cannot be passed on in %s, the encoding of this machine's language settings; start the runtime with LC_ALL=C.UTF-8"
              .formatted(name, Text.visible(shown, 40), encoding()));
    }
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  private static Charset encoding() {
    return Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
  }

  private static void checkFolder(File folder) throws StartRefused {
    if (!folder.exists()) {
      throw refused(Kind.NOT_FOUND, "directory", folder, "is not there; create it or name another");
    }
    if (!folder.isDirectory()) {
      throw refused(Kind.NOT_EXECUTABLE, "directory", folder, "is not a folder; name a folder");
    }
    if (!folder.canExecute()) {
      throw refused(
          Kind.NOT_EXECUTABLE, "directory", folder, "may not be entered; check its permissions");
    }
  }

  private File checkProgram(String program, @Nullable Path folder) throws StartRefused {
    if (program.indexOf('/') >= 0) {
      File file = in(folder, program);
      if (!file.exists()) {
        throw isOutOfReach(file)
            ? refused(Kind.NOT_EXECUTABLE, "program", file, "cannot be reached; check its folders")
            : refused(Kind.NOT_FOUND, "program", file, "is not there; check the path");
      }
      if (!runs(file)) {
        throw notExecutable(file);
      }
      return new File(program);
    }
    File found = null;
    for (String entry : path.split(":", -1)) {
      String path = entry.isEmpty() ? "./" + program : entry + "/" + program;
      File file = in(folder, path);
      if (runs(file)) {
        return new File(path);
      }
      found = found == null && file.isFile() ? file : found;
    }
    if (found != null) {
      throw notExecutable(found);
    }
    throw new StartRefused(
        Kind.NOT_FOUND,
        "program: '%s' is in no folder of PATH; install it, or give its full path"
            .formatted(Text.visible(program, 80)));
  }

  private static void checkInterpreter(File program, @Nullable Path folder) throws StartRefused {
    File interpreter = Interpreter.of(program).orElse(null);
    if (interpreter == null) {
      return;
    }
    File file = in(folder, interpreter.getPath());
    if (!file.exists()) {
      throw refused(
          Kind.NOT_FOUND,
          "program",
          program,
          "names an interpreter that is not there (%s); check its #! line"
              .formatted(Text.visible(interpreter.getPath(), 80)));
    }
    if (!runs(file)) {
      throw refused(
          Kind.NOT_EXECUTABLE,
          "program",
          program,
          "names an interpreter that may not be executed (%s); check its #! line"
              .formatted(Text.visible(interpreter.getPath(), 80)));
    }
  }

  /**
   * Whether something else than its absence keeps a file from being seen. Asked by its real path:
   * reading attributes calls a file below a file absent from JDK 25 on.
   */
  private static boolean isOutOfReach(File file) {
    try {
      var unused = file.toPath().toRealPath();
      return false;
    } catch (NoSuchFileException | InvalidPathException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  private static boolean runs(File file) {
    return file.canExecute() && !file.isDirectory();
  }

  private static StartRefused notExecutable(File file) {
    return file.isDirectory()
        ? refused(Kind.NOT_EXECUTABLE, "program", file, "is a folder; name a program in it")
        : refused(
            Kind.NOT_EXECUTABLE,
            "program",
            file,
            "may not be executed; allow it with chmod +x, or run it by its interpreter");
  }

  private static void checkInput(File file) throws StartRefused {
    if (!file.exists()) {
      throw refused(Kind.UNFIT, "stdin", file, "is not there; name a file that can be read");
    }
    if (file.isDirectory() || !file.canRead()) {
      throw refused(
          Kind.UNFIT,
          "stdin",
          file,
          (file.isDirectory() ? "is a folder" : "may not be read")
              + "; name a file that can be read");
    }
  }

  private static void checkOutput(String name, Output output) throws StartRefused {
    if (!(output instanceof Output.ToFile to)) {
      return;
    }
    File file = to.path().toAbsolutePath().toFile();
    File folder = file.getParentFile();
    if (file.isDirectory()) {
      throw refused(Kind.UNFIT, name, file, "is a folder; name a file");
    }
    if (!file.exists() && folder != null && !folder.isDirectory()) {
      throw refused(Kind.UNFIT, name, file, "lies in a folder that is not there; create it");
    }
    boolean writable = file.exists() ? file.canWrite() : folder == null || folder.canWrite();
    if (!writable) {
      throw refused(Kind.UNFIT, name, file, "may not be written; check its permissions");
    }
  }

  private static File in(@Nullable Path folder, String name) {
    File file = new File(name);
    return folder == null || file.isAbsolute() ? file : new File(folder.toFile(), name);
  }

  private static StartRefused refused(Kind kind, String subject, File file, String rest) {
    return new StartRefused(
        kind, "%s: '%s' %s".formatted(subject, Text.visible(file.getPath(), 200), rest));
  }
}
