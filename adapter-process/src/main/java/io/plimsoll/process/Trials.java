package io.plimsoll.process;

import io.plimsoll.process.cgroup.OwnGroup;
import io.plimsoll.process.namespace.Unshare;
import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tries what each level of containment needs. Costs well under a millisecond for each but
 * namespaces, which cost a few and are tried only when asked about.
 */
final class Trials implements ContainmentLevel.Trial {

  private final boolean linux;
  private final String session;
  private final StartCheck check;

  /** What the trial of control groups found; null before it. */
  private @Nullable OwnGroup own;

  /** What the trial of namespaces found; null before it. */
  private @Nullable Unshare unshare;

  /**
   * @param linux whether {@code /proc} may be used
   * @param check knows where programs lie
   */
  Trials(boolean linux, String session, StartCheck check) {
    this.linux = linux;
    this.session = session;
    this.check = check;
  }

  @Override
  public Optional<String> whyNot(ContainmentLevel level) {
    if (!linux && level != ContainmentLevel.PARENTS) {
      return Optional.of("needs /proc, which is not here");
    }
    return switch (level) {
      case CGROUP -> whyNoGroup();
      case SESSION ->
          setsid().isPresent()
              ? Optional.empty()
              : Optional.of("the program setsid is in no folder of PATH; install util-linux");
      case COOKIE, PARENTS -> Optional.empty();
      case NAMESPACE -> whyNoNamespace();
    };
  }

  /** How a namespace is made; without words where it cannot be. */
  synchronized Unshare unshare() {
    Unshare found = unshare;
    if (found == null) {
      found =
          check
              .find("unshare")
              .map(program -> Unshare.tried(program, Shell.PATH))
              .orElse(Unshare.missing());
      unshare = found;
    }
    return found;
  }

  /** Where the control group of this session is to be. */
  Optional<Path> sessionFolder() {
    return own().sessionFolder(session);
  }

  String session() {
    return session;
  }

  Optional<String> setsid() {
    return check.find("setsid");
  }

  Optional<String> env() {
    return check.find("env");
  }

  private Optional<String> whyNoNamespace() {
    String reason = unshare().reason();
    return reason.isEmpty() ? whyNot(ContainmentLevel.SESSION) : Optional.of(reason);
  }

  private Optional<String> whyNoGroup() {
    if (!new File(Shell.PATH).canExecute()) {
      return Optional.of("there is no " + Shell.PATH + " to join a group by");
    }
    String reason = own().reason();
    return reason.isEmpty() ? Optional.empty() : Optional.of(reason);
  }

  private synchronized OwnGroup own() {
    OwnGroup found = own;
    if (found == null) {
      found = OwnGroup.find().tried(session);
      own = found;
    }
    return found;
  }
}
