package io.plimsoll.process.orphan;

import io.plimsoll.process.orphan.Sentinel.Orders;
import io.plimsoll.process.proc.ProcReader;
import io.plimsoll.process.proc.ProcStat;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The session that is guarded.
 *
 * @param session its id
 * @param own the runtime's own environment
 * @param linux whether {@code /proc} may be used; without it nothing is guarded
 * @param grace how long what is left may take to leave
 * @param state where notes go, if anywhere
 * @param group the control group of the session, where there is one
 */
public record Ward(
    String session,
    Map<String, String> own,
    boolean linux,
    Duration grace,
    Optional<StateFolder> state,
    Optional<Path> group) {

  private static final int SELF = Math.toIntExact(ProcessHandle.current().pid());

  /** Copies the environment. */
  public Ward {
    own = Map.copyOf(own);
  }

  /** Whether its processes can be told from others by the environment. */
  boolean watched() {
    return linux && Marks.fitsAsSession(session);
  }

  boolean ours(String lease) {
    return Marks.sessionOf(lease).equals(session);
  }

  /** The first line of its notes: whose they are. */
  String header() {
    ProcReader reader = new ProcReader();
    ProcStat stat = new ProcStat(reader);
    long ticks = stat.read(SELF) ? stat.ticks() : 0;
    return Notes.header(SELF, ticks, bootId(reader), group);
  }

  /** By this the machine's present run is known: with another one, no process is the same. */
  static String bootId(ProcReader reader) {
    String id = reader.text("/proc/sys/kernel/random/boot_id");
    return id.isEmpty() ? "-" : id;
  }

  /** The folder of marks where there are no notes: by this name the sentinel knows it. */
  Path marks() {
    return Path.of(System.getProperty("java.io.tmpdir"), "plimsoll-" + session).toAbsolutePath();
  }

  Orders orders() {
    return new Orders(
        session,
        grace,
        state.isPresent() ? Optional.of(state.get().session(session)) : Optional.empty(),
        group,
        Optional.of(marks()),
        Marks.around(own),
        programs());
  }

  /** The same for a session that nobody carries, to be tried. */
  Orders trial() {
    return new Orders(
        "try-" + session,
        grace,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Marks.around(own),
        programs());
  }

  Programs programs() {
    return new Programs(own.getOrDefault("PATH", ""));
  }
}
