package com.example.dryrun;

import io.plimsoll.command.Command;
import io.plimsoll.command.StartFailure;
import io.plimsoll.command.StartFailure.Kind;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Looks whether a command could be started, as far as that can be seen without starting it. */
final class StartCheck {

  private static final int LONGEST_FIRST_LINE = 256;
  private static final String MARK = "#!";

  private StartCheck() {}

  static Optional<StartFailure> of(Command command) {
    Path folder = command.directory().orElse(Path.of(""));
    if (!Files.isDirectory(folder.toAbsolutePath())) {
      return failure(Kind.NOT_FOUND, "there is no folder " + folder);
    }
    String program = command.arguments().get(0);
    if (program.contains("/")) {
      return check(folder.resolve(program), program);
    }
    String path = command.environment().resolve(System.getenv()).getOrDefault("PATH", "");
    for (String each : path.split(File.pathSeparator)) {
      Path found = folder.resolve(each).resolve(program);
      if (Files.isExecutable(found) && !Files.isDirectory(found)) {
        return check(found, program);
      }
    }
    return failure(Kind.NOT_FOUND, "there is no program " + program + " in PATH");
  }

  private static Optional<StartFailure> check(Path found, String program) {
    if (!Files.exists(found)) {
      return failure(Kind.NOT_FOUND, "there is no program " + program);
    }
    if (Files.isDirectory(found) || !Files.isExecutable(found)) {
      return failure(Kind.NOT_EXECUTABLE, program + " cannot be executed");
    }
    Optional<String> interpreter = interpreter(found).filter(name -> !Files.exists(Path.of(name)));
    return interpreter.isEmpty()
        ? Optional.empty()
        : failure(Kind.NOT_FOUND, program + " needs " + interpreter.get() + ", which is not there");
  }

  /** The program that a script names in its first line. */
  private static Optional<String> interpreter(Path script) {
    try (InputStream in = Files.newInputStream(script)) {
      String begin = new String(in.readNBytes(LONGEST_FIRST_LINE), StandardCharsets.ISO_8859_1);
      return begin.startsWith(MARK)
          ? Optional.of(begin.substring(MARK.length()).strip().split("\\s", 2)[0])
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // one may execute what one may not read
    }
  }

  private static Optional<StartFailure> failure(Kind kind, String words) {
    return Optional.of(new StartFailure(kind, words));
  }
}
