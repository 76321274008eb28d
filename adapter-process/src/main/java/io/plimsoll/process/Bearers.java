package io.plimsoll.process;

/** The processes of ours that fork commands. Any thread. */
interface Bearers {

  /** Whether a process is one of them. */
  boolean include(int pid);

  /** Whether a group tells of each command whose it is. */
  boolean useGroups();
}
