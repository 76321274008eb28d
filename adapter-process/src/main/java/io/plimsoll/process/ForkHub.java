package io.plimsoll.process;

import io.plimsoll.port.LazyLogger;
import io.plimsoll.process.cgroup.LeaseGroup;
import io.plimsoll.process.cgroup.SessionGroup;
import java.io.File;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One process that forks many commands and minds them all, each born in a control group of its own
 * where there are any, or in a session of its own: for crowds, in which a shell for each would be
 * as many processes again. It is Perl, which is on every machine of the families of Debian, and can
 * make any call of the kernel.
 *
 * <p>A child that the platform starts lists all descriptors of this process before it becomes its
 * program, and the kernel keeps what was listed until the child is gone; the platform keeps a
 * thread for it, too. A child of a hub has none of this.
 */
final class ForkHub extends ForkHelper {

  private static final Logger LOG = LazyLogger.of(ForkHub.class);

  /** So many commands share one hub: as many end with it when it is killed by others. */
  static final int PLACES = 64;

  /** Orders that it has not carried out yet: these fit its pipe, so writing never waits. */
  private static final int MOST_WAITING_BYTES = 40_000;

  static final String PERL = "/usr/bin/perl";

  /** What Perl takes for itself: a hub gets none of it, and commands get theirs. */
  private static final String OF_PERL = "PERL";

  /**
   * What it does: joins the group that it is told, and forks what it reads. SIGCHLD comes through a
   * descriptor, so that it waits for orders and exits at once. The birth of a child is told by
   * itself, when it has the signals and files of a command; before that where no group holds it.
   *
   * <p>clone3(2) with CLONE_INTO_CGROUP is of Linux 5.7.
   */
  static final String SCRIPT =
      """
      my ($mask, $signals, $clone, $setsid) = map { 0 + $_ } splice @ARGV, 0, 4;
      my ($home) = @ARGV;
      if ($home ne '') {
        open my $own, '>', "$home/cgroup.procs" or exit 125;
        syswrite $own, '0' or exit 125;
      }
      open my $tell, '>&', \\*STDOUT or exit 125;
      open STDOUT, '>', '/dev/null' or exit 125;
      my @deaf = grep { ($SIG{$_} // '') ne 'IGNORE' } qw(HUP INT QUIT TERM USR1 USR2 ALRM);
      $SIG{$_} = sub { } for @deaf;
      $SIG{CHLD} = 'DEFAULT';
      my ($child, $usual) = (pack('Q', 1 << 16), "\\0" x 8);
      syscall($mask, 0, $child, $usual, 8) == 0 or exit 125;
      my $fd = syscall $signals, -1, $child, 8, 02004000;
      open my $exits, '<&=', $fd or exit 125;
      my ($orders, %ids) = ('');
      for (;;) {
        my $ready = '';
        vec($ready, 0, 1) = vec($ready, $fd, 1) = 1;
        select($ready, undef, undef, undef) > 0 or next;
        if (vec $ready, $fd, 1) {
          sysread $exits, my $told, 4096;
          while ((my $pid = waitpid -1, 1) > 0) {
            my $status = $? & 127 ? 128 + ($? & 127) : $? >> 8;
            syswrite $tell, 'X ' . delete($ids{$pid}) . " $status\\n";
          }
        }
        vec $ready, 0, 1 or next;
        sysread STDIN, $orders, 65536, length $orders or exit 0;
        while (length $orders >= 4 && length $orders >= 4 + unpack 'N', $orders) {
          my $order = substr $orders, 4, unpack 'N', $orders;
          substr $orders, 0, 4 + length $order, '';
          my ($id, $group, $session, $in, $out, $err, $folder, $called, @words) =
              split /\\0/, $order, -1;
          my $pid = -1;
          if ($group eq '') {
            $pid = fork // -1;
          } elsif (sysopen my $into, $group, 0) {
            my $how = pack 'Q11', 0x200000000, 0, 0, 0, 17, 0, 0, 0, 0, 0, fileno $into;
            $pid = syscall $clone, $how, 88;
          }
          if ($pid < 0) {
            syswrite $tell, "N $id\\n";
          } elsif ($pid) {
            $ids{$pid} = $id;
            syswrite $tell, "C $id $pid\\n" if $group eq '';
          } else {
            $SIG{$_} = 'DEFAULT' for @deaf;
            syscall $mask, 2, $usual, 0, 8;
            syscall $setsid if $session ne '';
            open STDIN, '<', $in or exit 1;
            open STDOUT, '>', $out or exit 1;
            open STDERR, '>', $err or exit 1;
            syswrite $tell, "P $id $$\\n";
            my $status = 126;
            if ($folder eq '' || chdir $folder) {
              while ((my $name = shift @words) ne '') { delete $ENV{$name} }
              while ((my $name = shift @words) ne '') { $ENV{$name} = shift @words }
              pop @words;
              exec { $called } @words;
              $status = 127 if $! == 2;
            }
            syswrite $tell, "F $id\\n";
            exit $status;
          }
        }
      }
      """;

  /**
   * The numbers of some calls of the kernel.
   *
   * @param mask rt_sigprocmask
   * @param signals signalfd4
   * @param cloning clone3
   * @param session setsid
   */
  record Calls(int mask, int signals, int cloning, int session) {

    /** Those of this machine; empty where they are not known. */
    static Optional<Calls> here() {
      return switch (System.getProperty("os.arch")) {
        case "amd64" -> Optional.of(new Calls(14, 289, 435, 112));
        case "aarch64" -> Optional.of(new Calls(135, 74, 435, 157));
        default -> Optional.empty();
      };
    }
  }

  private final Cradle cradle;
  private final Map<String, String> base;

  private final Object writing = new Object();

  // Guarded by this.

  /** Those that have an order, by what they are told by: at most {@link #PLACES}. */
  private final Map<Integer, Child> children = new HashMap<>();

  private int taken;
  private int last;
  private int waitingBytes;
  private boolean dismissed;

  /** One that is born, or to be. */
  private static final class Child {

    private final Forked its;
    private final @Nullable LeaseGroup group;

    /** How long its order is, while that waits. */
    private int waitingBytes;

    Child(Forked its, @Nullable LeaseGroup group, int waitingBytes) {
      this.its = its;
      this.group = group;
      this.waitingBytes = waitingBytes;
    }
  }

  /**
   * What commands are born in.
   *
   * @param groups makes their groups; null where there are none
   * @param ownSession whether each leads a session of its own
   */
  record Cradle(@Nullable SessionGroup groups, boolean ownSession) {}

  /**
   * @param base its environment
   */
  ForkHub(Body body, Cradle cradle, Map<String, String> base) {
    super(body);
    this.cradle = cradle;
    this.base = base;
  }

  /** Whether there may be hubs on this machine, of that program. */
  static boolean mayWork(String perl) {
    return Calls.here().isPresent() && new File(perl).canExecute();
  }

  /**
   * What starts one.
   *
   * @param perl the program
   * @param group which it joins, if any
   */
  static List<String> words(String perl, @Nullable LeaseGroup group) {
    Calls calls = Calls.here().orElseThrow();
    return List.of(
        perl,
        "-e",
        SCRIPT,
        Integer.toString(calls.mask()),
        Integer.toString(calls.signals()),
        Integer.toString(calls.cloning()),
        Integer.toString(calls.session()),
        folder(group));
  }

  private static String folder(@Nullable LeaseGroup group) {
    return group == null ? "" : group.folder().toString();
  }

  /** What a hub gets of an environment. */
  static Map<String, String> base(Map<String, String> own) {
    Map<String, String> base = new HashMap<>(own);
    base.keySet().removeIf(name -> name.startsWith(OF_PERL));
    return Map.copyOf(base);
  }

  /** A place for the command of a lease; null where there is none. Any thread. */
  @Nullable Forker take(String lease) {
    int id;
    synchronized (this) {
      if (isEnded() || dismissed || taken == PLACES || waitingBytes > MOST_WAITING_BYTES) {
        return null;
      }
      taken++;
      id = ++last;
    }
    SessionGroup groups = cradle.groups();
    try {
      return new Place(id, groups == null ? null : groups.open(lease));
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "no group for a fork hub", e); // the usual way says why
      left();
      return null;
    }
  }

  private synchronized void left() {
    taken--;
  }

  /** Lets it go if it has no command. */
  boolean dismissedIfIdle() {
    synchronized (this) {
      dismissed |= taken == 0;
      if (!dismissed) {
        return false;
      }
    }
    dismiss();
    return true;
  }

  @Override
  public void told(char letter, int id, int number) {
    Child child = child(letter, id);
    if (child == null) {
      LOG.log(Level.DEBUG, "a fork hub tells what nobody asked");
    } else if (letter == 'F') {
      child.its.failed();
    } else if (letter == 'C') {
      child.its.conceived(number);
    } else if (letter == 'P') {
      child.its.born(number);
    } else {
      closeUnborn(child);
      child.its.exit(number);
    }
  }

  private static void closeUnborn(Child child) {
    if (child.group != null && !child.its.isBorn()) {
      child.group.close();
    }
  }

  /** Who is told of; nobody where that makes no sense. */
  private synchronized @Nullable Child child(char letter, int id) {
    Child child = "CFPXN".indexOf(letter) < 0 ? null : children.get(id);
    if (child != null && letter != 'F') {
      waitingBytes -= child.waitingBytes;
      child.waitingBytes = 0;
    }
    if (child != null && (letter == 'X' || letter == 'N')) {
      children.remove(id);
      taken--;
    }
    return child;
  }

  @Override
  void orphan() {
    List<Child> left;
    synchronized (this) {
      left = List.copyOf(children.values());
      children.clear();
    }
    for (Child child : left) {
      child.its.destroyForcibly();
      closeUnborn(child);
      child.its.orphaned();
    }
  }

  /** A place for one command. */
  private final class Place implements Forker {

    private final int id;
    private final @Nullable LeaseGroup group;

    /** Its command, once that is ordered. */
    private volatile @Nullable Forked its;

    Place(int id, @Nullable LeaseGroup group) {
      this.id = id;
      this.group = group;
    }

    @Override
    public void prepare(Tree tree) {
      tree.group = group;
      tree.ownSession = cradle.ownSession();
    }

    @Override
    public boolean fork(ForkOrder order, ForkOrder.Ends ends, Forked.Parent parent) {
      String session = cradle.ownSession() ? "1" : "";
      byte[] words = order.words(List.of(Integer.toString(id), folder(group), session), ends, base);
      Forked child = new Forked(parent, group == null ? null : group::kill);
      synchronized (ForkHub.this) {
        if (isEnded()) {
          return false;
        }
        children.put(id, new Child(child, group, words.length));
        waitingBytes += words.length;
      }
      its = child;
      synchronized (writing) {
        order(words);
      }
      return true;
    }

    /** What is born none the less is ended by who hears of it. */
    @Override
    public void giveUp() {
      Forked child = its;
      if (child != null) {
        child.destroyForcibly();
      }
    }

    @Override
    public void leave() {
      if (group != null) {
        group.close();
      }
      left();
    }
  }
}
