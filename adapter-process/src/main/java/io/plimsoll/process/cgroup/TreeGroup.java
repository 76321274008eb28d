package io.plimsoll.process.cgroup;

import org.jspecify.annotations.Nullable;

/** The control group that the processes of a lease are in. Any thread. */
public interface TreeGroup {

  /**
   * The live processes of the lease in it.
   *
   * @param likely whether somebody is there, as far as is known: that decides what is asked first,
   *     and where nobody is, the group may go
   * @return null where nobody is in it; without any where those in it are dying, and are listed no
   *     more
   */
  int @Nullable [] inside(boolean likely);

  /**
   * Has the kernel end all of it, unless one process in it must not be.
   *
   * @param spared the one
   * @param root the command, which may not have joined yet
   * @return false where each process has to be ended by itself, or the command at least
   */
  boolean killSparing(int spared, int root);

  /**
   * Has the kernel end all of it, where this process is not in it. Takes half as long as {@link
   * #killSparing}, as nobody asks who is.
   *
   * @return false where it may be, or the kernel cannot
   */
  boolean killFromElsewhere();

  /** Whether it serves another command once this one and all it started are gone by themselves. */
  boolean isLasting();

  /** Ends its use by the lease. */
  void close();
}
