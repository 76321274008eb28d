package io.plimsoll.process;

import io.plimsoll.command.Survivors;
import io.plimsoll.port.ProcessLauncher.Fact;
import io.plimsoll.process.cgroup.SessionGroup;
import io.plimsoll.process.namespace.Marks;
import io.plimsoll.process.proc.PidCursor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The levels of containment of one launcher: which work here, and the one that is in force. */
final class Ladder implements AutoCloseable {

  private static final String KEEP = "keep";

  /** For who composes this by itself: the runtime says how many. */
  private static final String USUAL_SERVERS = "8";

  private final Trials trials;
  private final ContainmentLevel level;
  private final StartCheck check;
  private final Survivors survivors;
  private final @Nullable SessionGroup group;
  private final int most;
  private final Shell shell;

  /** The program; empty where there is none. */
  private final String setsid;

  /** Of namespaces, where those are in force. */
  private @Nullable Marks marks;

  /**
   * @param settings those of the adapter
   * @throws IllegalArgumentException if they ask for a level that is none or does not work here
   */
  Ladder(Map<String, String> settings, Trials trials, StartCheck check) {
    this.trials = trials;
    this.check = check;
    this.most = Integer.parseInt(settings.getOrDefault("forkservers", USUAL_SERVERS));
    this.level = ContainmentLevel.chosen(settings, trials);
    this.survivors =
        settings.getOrDefault("survivors", "").equals(KEEP) ? Survivors.KEEP : Survivors.END;
    this.shell = Shell.here(trials.env().orElse("env"));
    this.setsid = trials.setsid().orElse("");
    Path folder = level == ContainmentLevel.CGROUP ? trials.sessionFolder().orElse(null) : null;
    this.group = folder == null ? null : new SessionGroup(folder);
  }

  /** Has the next process that joins a control group not wait for the kernel. */
  void prime() {
    if (group != null) {
      group.prime();
    }
  }

  /** The control group of this session, whether or not it has been made yet. */
  Optional<Path> sessionFolder() {
    return group == null ? Optional.empty() : Optional.of(group.folder());
  }

  Containment containment(PidCursor cursor, Bearers bearers) {
    return level == ContainmentLevel.PARENTS
        ? new ParentLinks()
        : new ProcessTable(cursor, Surroundings.pageBytes(), bearers);
  }

  /**
   * How commands come into their containment.
   *
   * @param awake told of those that are about to join a group
   * @param place what makes a folder of marks
   */
  Entrance entrance(Awake awake, Marks.Place place) {
    Entrance direct = new Entrance.Direct();
    Entrance bySession = setsid.isEmpty() ? direct : new BySession(setsid, check);
    if (group != null) {
      return new ByGroup(group, awake, setsid, shell, check, survivors, bySession);
    }
    if (level == ContainmentLevel.NAMESPACE) {
      Marks made = new Marks(place);
      marks = made;
      return new ByNamespace(
          trials.unshare(),
          made,
          shell,
          setsid.isEmpty() ? "setsid" : setsid,
          check,
          survivors,
          bySession);
    }
    return level == ContainmentLevel.SESSION ? bySession : direct;
  }

  /**
   * What forks commands, on the level that has them.
   *
   * @param own the runtime's own environment
   */
  ForkServers forks(Map<String, String> own, OwnPipes pipes, Drainer drainer) {
    Map<String, String> base = new HashMap<>(own);
    Cookie.putSession(base, own, trials.session());
    boolean namespace = level == ContainmentLevel.NAMESPACE;
    boolean parents = level == ContainmentLevel.PARENTS;
    ForkServers.Nest nest =
        new ForkServers.Nest(
            new ForkHub.Cradle(group, level == ContainmentLevel.SESSION || group != null),
            setsid,
            shell,
            namespace || parents ? "" : ForkHub.PERL,
            survivors,
            ForkHub.base(base));
    return new ForkServers(nest, most, pipes, drainer);
  }

  /** The level in force and what it means. */
  String inForce() {
    return level.word() + ": " + level.means();
  }

  /** What is in force, and what else would work. */
  List<Fact> facts() {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("containment", inForce(), level.kept()));
    facts.add(new Fact("containment cannot catch", level.misses(), level.kept()));
    if (level == ContainmentLevel.NAMESPACE) {
      facts.add(trials.unshare().fact());
    }
    for (ContainmentLevel each : ContainmentLevel.values()) {
      facts.add(fact(each));
    }
    return facts;
  }

  private Fact fact(ContainmentLevel each) {
    String name = "level " + each.word();
    Optional<String> whyNot = trials.whyNot(each);
    if (whyNot.isPresent()) {
      return Fact.absent(name, "does not work here: " + whyNot.get());
    }
    String works = each == level ? "works, in force" : "works";
    return new Fact(name, works + "; cannot catch " + each.misses(), true);
  }

  @Override
  public void close() {
    if (group != null) {
      group.close();
    }
    if (marks != null) {
      marks.close();
    }
  }
}
