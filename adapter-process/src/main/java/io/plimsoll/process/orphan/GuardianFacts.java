package io.plimsoll.process.orphan;

import io.plimsoll.command.Durations;
import io.plimsoll.port.ProcessLauncher.Fact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Says of both nets whether they hold here. */
final class GuardianFacts {

  private static final long MOST_MILLIS = 5_000;

  private GuardianFacts() {}

  static List<Fact> of(Ward ward) {
    List<Fact> facts = new ArrayList<>();
    facts.add(sentinel(ward));
    facts.add(state(ward));
    return facts;
  }

  /** Starts one for a session that nobody carries, and lets it look as if we were killed. */
  private static Fact sentinel(Ward ward) {
    if (!ward.watched()) {
      return lost("none: needs /proc, which is not here");
    }
    if (ward.programs().find("setsid").isEmpty()) {
      return lost("none in a session of its own: there is no setsid; install util-linux");
    }
    try {
      Sentinel sentinel = Sentinel.start(ward.trial());
      sentinel.abandon();
      int status = sentinel.awaitExit(MOST_MILLIS) ? sentinel.process().exitValue() : -1;
      if (status == SentinelScript.WELL) {
        return new Fact(
            "sentinel",
            "tried: ends what is left when this process is killed, within "
                + Durations.words(ward.grace().plusSeconds(2)),
            true);
      }
      return lost(
          status == SentinelScript.BLIND
              ? "cannot look into environments: grep here does not know -z; install GNU grep"
              : "tried, and did not do its work (status " + status + ")");
    } catch (IOException e) {
      return lost("cannot be started: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return lost("not tried: interrupted");
    }
  }

  private static Fact lost(String words) {
    return new Fact("sentinel", words, false);
  }

  private static Fact state(Ward ward) {
    if (ward.state().isEmpty()) {
      return new Fact(
          "state folder",
          "none: what lives on when a runtime and its sentinel are both killed is not found;"
              + " set HOME or state.folder",
          false);
    }
    Path folder = ward.state().get().path();
    Path there = folder;
    while (there != null && !Files.exists(there)) {
      there = there.getParent();
    }
    boolean fit = there != null && takesFolders(there);
    return new Fact(
        "state folder",
        fit ? folder.toString() : folder + ": cannot be made or written; set state.folder",
        fit);
  }

  /** Tried for real: what modes say does not hold on a file system that is read-only. */
  private static boolean takesFolders(Path folder) {
    try {
      Files.delete(Files.createTempDirectory(folder, ".plimsoll-"));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
