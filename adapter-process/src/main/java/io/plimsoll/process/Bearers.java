package io.plimsoll.process;

/** The processes of ours that fork commands. Any thread. */
interface Bearers {

  /** None at all. */
  static Bearers none() {
    return new Bearers() {
      @Override
      public boolean include(int pid) {
        return false;
      }

      @Override
      public boolean useGroups() {
        return false;
      }
    };
  }

  /** Whether a process is one of them. */
  boolean include(int pid);

  /** Whether a group tells of each command whose it is. */
  boolean useGroups();
}
