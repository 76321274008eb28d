package io.plimsoll.process;

import io.plimsoll.port.LazyLogger;
import io.plimsoll.process.cgroup.GroupFiles;
import io.plimsoll.process.cgroup.LeaseGroup;
import io.plimsoll.process.cgroup.TreeGroup;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A shell in a control group of its own that forks one command after the other: a child that is
 * born in the group need not join it, and to fork a small process costs a fraction of what the
 * platform's start costs, which executes two helpers before the program.
 */
final class ForkServer extends ForkHelper implements Forker, TreeGroup {

  private static final Logger LOG = LazyLogger.of(ForkServer.class);

  /** What it does: joins the group that it is called by, and carries out what it reads. */
  static final String SCRIPT =
      """
      { echo 0 >"$0/cgroup.procs"; } 2>/dev/null || exit 125
      exec 3>&1 >/dev/null
      trap : HUP INT QUIT TERM USR1 USR2 ALRM
      . /proc/self/fd/0
      """;

  private final LeaseGroup group;
  private final GroupFiles files;
  private final Consumer<ForkServer> free;

  /** The one command that it has now. */
  private volatile @Nullable Forked current;

  /**
   * @param body its shell
   * @param free takes it when it can take the next command
   */
  private ForkServer(Body body, Consumer<ForkServer> free) {
    super(body);
    this.group = Objects.requireNonNull(body.group());
    this.files = group.files();
    this.free = free;
  }

  /**
   * Those of a shell.
   *
   * @param setsid has it lead a session of its own, which its commands are in, so that what they
   *     send to their process group reaches no others; empty where there is none
   * @param free takes each when it can take the next command
   */
  static HelperStarts.Kind<ForkServer> kind(String setsid, Shell shell, Consumer<ForkServer> free) {
    return new HelperStarts.Kind<>() {
      @Override
      public List<String> words(@Nullable LeaseGroup group) {
        String folder = Objects.requireNonNull(group).folder().toString();
        return setsid.isEmpty()
            ? List.of(shell.program(), "-c", SCRIPT, folder)
            : List.of(setsid, shell.program(), "-c", SCRIPT, folder);
      }

      @Override
      public ForkServer of(Body body) {
        return new ForkServer(body, free);
      }
    };
  }

  @Override
  public void prepare(Tree tree) {
    tree.group = this;
  }

  @Override
  public boolean fork(ForkOrder order, ForkOrder.Ends ends, Forked.Parent parent) {
    synchronized (this) {
      if (isEnded()) {
        return false;
      }
      current =
          new Forked(
              parent,
              pid(),
              () -> {
                kill();
                return true;
              });
    }
    order(order.line(ends).getBytes(StandardCharsets.US_ASCII));
    return true;
  }

  @Override
  public void giveUp() {
    kill();
  }

  @Override
  public void told(char letter, int number, int none) {
    Forked its = current;
    if (its == null) {
      LOG.log(Level.DEBUG, "a fork server tells what nobody asked");
    } else if (letter == 'F') {
      its.failed(0); // a shell does not say why
    } else if (letter == 'P' && number > 1) {
      its.born(number);
    } else if (letter == 'X' && its.isBorn()) {
      its.exit(number);
    } else if (letter == 'X') { // its outputs could not be opened
      end();
    }
  }

  @Override
  void orphan() {
    Forked its = current;
    if (its != null) {
      current = its.isBorn() ? its : null;
      its.orphaned();
    }
  }

  @Override
  void discard() {
    super.discard();
    files.close();
  }

  @Override
  public int @Nullable [] inside(boolean likely) {
    int[] pids = files.pids();
    int count = 0;
    for (int pid : pids) {
      if (pid != pid()) {
        pids[count++] = pid;
      }
    }
    // While it lives it is listed itself: a list without anybody is one that cannot be read now.
    boolean unread = pids.length == 0 && isRunning();
    return count == 0 && !unread ? null : Arrays.copyOf(pids, count);
  }

  @Override
  public boolean killFromElsewhere() {
    return group.killFromElsewhere();
  }

  @Override
  public boolean killSparing(int spared, int root) {
    return group.killSparing(spared, root);
  }

  @Override
  public boolean isLasting() {
    return true;
  }

  @Override
  public void leave() {
    close();
  }

  /** It ends with each. */
  @Override
  public boolean isToBlame() {
    return true;
  }

  /** The command has ended: the next one may come if nobody else is left and nothing below. */
  @Override
  public void close() {
    Forked its = current;
    current = null;
    if ((its == null || !its.isAlive()) && isRunning() && files.holdsOnly(pid())) {
      free.accept(this);
    } else {
      kill();
    }
  }
}
