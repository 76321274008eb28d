package io.plimsoll.testkit;

import io.plimsoll.command.Command;
import io.plimsoll.command.StartFailure;
import io.plimsoll.command.Stdin;
import io.plimsoll.port.ProcessLauncher;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A scripted launcher as a world for the contract, on virtual time. */
class ScriptedWorld implements ProcessLauncherContract {

  final VirtualTime time =
      new VirtualTime(Long.MAX_VALUE - 1_000_000_000L, java.time.Instant.EPOCH);
  @Nullable ScriptedLauncher latest;

  @Override
  public ProcessLauncher launcher() {
    ScriptedLauncher launcher = new ScriptedLauncher(time).otherwise((id, c) -> script(c));
    latest = launcher;
    return launcher;
  }

  Script script(Command command) {
    List<String> words = command.arguments();
    Script script = new Script().answersAfter(Duration.ofMillis(1), Duration.ofMillis(9));
    if (words.get(0).equals("forbidden")) {
      return script.startFails(StartFailure.Kind.NOT_EXECUTABLE, "it may not");
    }
    if (command.limits().detached()) {
      return script.exitsAfter(Duration.ZERO, 0); // what it leaves behind is in no tree
    }
    if (command.directory().isPresent() || words.get(0).equals("missing")) {
      return script.startFails(StartFailure.Kind.NOT_FOUND, "there is none");
    }
    Duration number = Duration.ofMillis(words.size() > 2 ? Long.parseLong(words.get(2)) : 0);
    return switch (words.get(0)) {
      case "exits" -> script.exitsAfter(Duration.ofMillis(1), Integer.parseInt(words.get(1)));
      case "env" -> script.exitsAfter(Duration.ZERO, 0).prints(environment(command));
      case "tree" -> script.leavesBehind(2, Duration.ZERO);
      case "leaves" -> script.exitsAfter(Duration.ZERO, 0).leavesDeafBehind(1).holdsPipeFor(number);
      case "prints" -> script.exitsAfter(Duration.ofMillis(2), 0).prints(words.get(1));
      case "copies" -> copying(script, command.stdin());
      default -> script.exitsAfter(number, 0);
    };
  }

  private static String environment(Command command) {
    return command.environment().resolve(System.getenv()).entrySet().stream()
        .map(variable -> variable.getKey() + "=" + variable.getValue())
        .collect(Collectors.joining("\n"));
  }

  private static Script copying(Script script, Stdin stdin) {
    if (!(stdin instanceof Stdin.FromStream stream)) {
      return script.exitsAfter(Duration.ZERO, 0);
    }
    if (stream.source() instanceof ByteArrayInputStream bytes) {
      String text = new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
      return script
          .prints(text)
          .inputEndsAfter(Duration.ofMillis(5))
          .exitsAfter(Duration.ofMillis(6), 0);
    }
    return script.leavesOnClosedInput(Duration.ofMillis(1), 0);
  }

  @Override
  public Command exits(int status) {
    return Command.of("exits", Integer.toString(status));
  }

  @Override
  public Command sleeps(Duration sleep) {
    return Command.of("sleeps", "", Long.toString(sleep.toMillis()));
  }

  @Override
  public Command tree() {
    return Command.of("tree");
  }

  @Override
  public Command leavesOneBehind() {
    return Command.of("leaves", "one", "0");
  }

  @Override
  public Command leavesHolderBehind() {
    return Command.of("leaves", "one", "60000");
  }

  @Override
  public Command prints(String text) {
    return Command.of("prints", text);
  }

  @Override
  public Command copies() {
    return Command.of("copies");
  }

  @Override
  public Command missing() {
    return Command.of("missing");
  }

  @Override
  public Command leavesDaemon(Path pid) {
    return leavesOneBehind();
  }

  @Override
  public Command leavesBareDaemon(Path pid) {
    return leavesOneBehind();
  }

  @Override
  public boolean lives(Path pid) {
    ScriptedLauncher launcher = latest;
    return launcher != null
        && (launcher.last().live() > 0 || launcher.last().command().limits().detached());
  }

  @Override
  public void endByHand(Path pid) {}

  @Override
  public Command printsEnvironment() {
    return Command.of("env");
  }

  @Override
  public Command forbidden(Path folder) {
    return Command.of("forbidden");
  }

  @Override
  public Command withoutInterpreter(Path folder) {
    return missing();
  }

  @Override
  public Command leavesTrace(Duration after, Path file) {
    return sleeps(after);
  }

  @Override
  public boolean traceIsThere(Path file) {
    return latest != null && latest.last().hasExited();
  }

  @Override
  public Duration patience() {
    return Duration.ofSeconds(3);
  }

  @Override
  public void pass(Duration by) {
    time.advance(by);
  }

  @Override
  public long nanos() {
    return time.nanos();
  }
}
