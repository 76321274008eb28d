package io.plimsoll.process.cgroup;

import org.jspecify.annotations.Nullable;

/** The control group that the processes of a lease are in. Any thread. */
public interface TreeGroup {

  /**
   * The live processes of the lease in it.
   *
   * @return null where nobody is in it; without any where those in it are dying, and are listed no
   *     more
   */
  int @Nullable [] inside();

  /**
   * Has the kernel end all of it, unless one process in it must not be.
   *
   * @param spared the one
   * @return false where each process has to be ended by itself
   */
  boolean killSparing(int spared);

  /** Ends its use by the lease. */
  void close();
}
