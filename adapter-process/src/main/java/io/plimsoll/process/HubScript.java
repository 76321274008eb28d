package io.plimsoll.process;

import java.util.Optional;

/** What a {@link ForkHub} runs. */
final class HubScript {

  /**
   * What it does: joins the group that it is told, and forks what it reads. SIGCHLD comes through a
   * descriptor, so that it waits for orders and exits at once. The birth of a child is told by
   * itself, when it has the signals and files of a command; before that where no group holds it. At
   * the end of its orders it waits a moment for those that are being killed, and leaves.
   *
   * <p>clone3(2) with CLONE_INTO_CGROUP is of Linux 5.7.
   */
  static final String TEXT =
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
      sub collect {
        while ((my $pid = waitpid -1, 1) > 0) {
          my $status = $? & 127 ? 128 + ($? & 127) : $? >> 8;
          syswrite $tell, 'X ' . delete($ids{$pid}) . " $status\\n";
        }
      }
      for (;;) {
        my $ready = '';
        vec($ready, 0, 1) = vec($ready, $fd, 1) = 1;
        select($ready, undef, undef, undef) > 0 or next;
        if (vec $ready, $fd, 1) {
          sysread $exits, my $told, 4096;
          collect();
        }
        vec $ready, 0, 1 or next;
        sysread STDIN, $orders, 65536, length $orders or last;
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
            my ($status, $error) = (126, 0);
            if ($folder eq '' || chdir $folder) {
              while ((my $name = shift @words) ne '') { delete $ENV{$name} }
              while ((my $name = shift @words) ne '') { $ENV{$name} = shift @words }
              pop @words;
              exec { $called } @words;
              $error = $! + 0;
              $status = 127 if $error == 2;
            }
            syswrite $tell, "F $id $error\\n";
            exit $status;
          }
        }
      }
      for (1 .. 20) {
        collect();
        last unless %ids;
        select undef, undef, undef, 0.01;
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

  private HubScript() {}
}
