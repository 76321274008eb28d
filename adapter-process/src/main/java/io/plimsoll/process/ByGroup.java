package io.plimsoll.process;

import io.plimsoll.command.Command;
import io.plimsoll.command.StartFailure;
import io.plimsoll.command.StartFailure.Kind;
import io.plimsoll.command.Survivors;
import io.plimsoll.process.cgroup.LeaseGroup;
import io.plimsoll.process.cgroup.SessionGroup;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntFunction;

/**
 * Starts a command through a shell that joins the control group of the lease and then becomes the
 * command: moved from outside after its start, it may have forked already.
 *
 * @param session makes the groups
 * @param awake told of each that is about to join
 * @param setsid the program that has who follows lead a session of its own, so that what a command
 *     sends to its process group reaches neither us nor other commands; empty where there is none
 * @param shell the shell
 * @param check tells why a program could not be started after all
 * @param survivors what happens to what a command leaves behind, unless it says so itself
 * @param otherwise for those that may leave something behind
 */
record ByGroup(
    SessionGroup session,
    Awake awake,
    String setsid,
    Shell shell,
    StartCheck check,
    Survivors survivors,
    Entrance otherwise)
    implements Entrance {

  @Override
  public Line line(Tree tree, Command command, String program, Map<String, String> environment)
      throws StartRefused {
    if (mayLeaveSomething(command, survivors)) {
      return otherwise.line(tree, command, program, environment);
    }
    awake.started();
    LeaseGroup group;
    try {
      group = session.open(tree.lease);
    } catch (IOException e) {
      throw new StartRefused(
          Kind.EXHAUSTED,
          "containment: cannot make a group in '%s' (%s); try again later, or with --containment session"
              .formatted(session.folder(), e.getMessage()));
    }
    tree.group = group;
    Shell.Handed handed = shell.hand(environment, program);
    tree.ownSession = !setsid.isEmpty() && !BySession.mayWorkAtOurTerminal(command);
    List<String> before = new ArrayList<>();
    if (tree.ownSession) {
      before.add(setsid);
    }
    before.add(shell.program());
    before.add("-c");
    String pwd = environment.get("PWD");
    before.add(LeaseGroup.script(pwd != null));
    before.add(group.folder().toString());
    if (pwd != null) {
      before.add(pwd);
    }
    before.addAll(handed.before());
    return new Line(
        BySession.words(before, command, program),
        handed.environment(),
        new Judge(check, command, group));
  }

  static boolean mayLeaveSomething(Command command, Survivors usual) {
    return command.limits().detached()
        || command.limits().survivors().orElse(usual) == Survivors.KEEP;
  }

  /** Tells by its status, and by what the group noted, why a command could not be started. */
  private record Judge(StartCheck check, Command command, LeaseGroup group)
      implements IntFunction<Optional<StartFailure>> {

    @Override
    public Optional<StartFailure> apply(int status) {
      if (status != StartErrors.NOT_JOINED
          && status != StartErrors.NOT_EXECUTABLE
          && status != StartErrors.NOT_FOUND) {
        return Optional.empty();
      }
      boolean noted = group.failure().equals(OptionalInt.of(status));
      if (status == StartErrors.NOT_JOINED) {
        return noted || !group.folder().toFile().exists()
            ? Optional.of(
                new StartFailure(
                    Kind.LAUNCHER,
                    "containment: the command could not join '%s'; try --containment session"
                        .formatted(group.folder())))
            : Optional.empty();
      }
      if (!noted) {
        return Optional.empty(); // its own status
      }
      return Optional.of(BySession.surely(check, command, status, 0));
    }
  }
}
