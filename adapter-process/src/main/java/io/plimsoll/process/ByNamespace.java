package io.plimsoll.process;

import io.plimsoll.command.Command;
import io.plimsoll.command.StartFailure;
import io.plimsoll.command.StartFailure.Kind;
import io.plimsoll.command.Survivors;
import io.plimsoll.process.namespace.Marks;
import io.plimsoll.process.namespace.Marks.Mark;
import io.plimsoll.process.namespace.Unshare;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Starts a command in a namespace of process ids of its own. Two helpers stand before it: {@code
 * unshare}, which waits, and the first process of the namespace, with whose end the kernel ends all
 * others in it. Both live as long as the command and hold its streams open so long.
 *
 * @param unshare makes the namespace
 * @param marks tell failures of the helpers from the command's own status
 * @param setsid gives the helpers, and the command, a session of their own
 * @param survivors what happens to what a command leaves behind, unless it says so itself
 * @param otherwise for those that may leave something behind
 */
record ByNamespace(
    Unshare unshare,
    Marks marks,
    Shell shell,
    String setsid,
    StartCheck check,
    Survivors survivors,
    Entrance otherwise)
    implements Entrance {

  /** What the helpers leave with when they cannot go on. */
  private static final Set<Integer> GAVE_UP =
      Set.of(1, 2, StartErrors.NOT_EXECUTABLE, StartErrors.NOT_FOUND);

  @Override
  public Line line(Tree tree, Command command, String program, Map<String, String> environment)
      throws StartRefused {
    if (ByGroup.mayLeaveSomething(command, survivors)) {
      return otherwise.line(tree, command, program, environment);
    }
    Mark mark = mark();
    tree.mark = mark;
    tree.ownNamespace = true;
    List<String> session = BySession.worksAtOurTerminal(command) ? List.of() : List.of(setsid);
    tree.ownSession = !session.isEmpty();
    Shell.Handed handed = shell.hand(environment, program);
    String pwd = environment.get("PWD");
    List<String> before = new ArrayList<>(session);
    before.addAll(unshare.words());
    before.addAll(
        List.of("--", shell.program(), "-c", Unshare.script(pwd != null), mark.file().toString()));
    if (pwd != null) {
      before.add(pwd);
    }
    before.addAll(session);
    before.addAll(handed.before());
    return new Line(
        BySession.words(before, command, program),
        handed.environment(),
        status -> failure(command, mark, status));
  }

  private Mark mark() throws StartRefused {
    try {
      return marks.next();
    } catch (IOException e) {
      throw new StartRefused(
          Kind.EXHAUSTED,
          "containment: cannot make a folder for marks (%s); must be new and writable; make room, set state.folder to another, or try --containment session"
              .formatted(e.getMessage()));
    }
  }

  private Optional<StartFailure> failure(Command command, Mark mark, int status) {
    if (mark.isSet()) {
      return BySession.failure(check, command, status);
    }
    return GAVE_UP.contains(status)
        ? Optional.of(
            new StartFailure(
                Kind.EXHAUSTED,
                "containment: no namespace could be made (status %d of unshare); try again later, or with --containment session"
                    .formatted(status)))
        : Optional.empty();
  }
}
