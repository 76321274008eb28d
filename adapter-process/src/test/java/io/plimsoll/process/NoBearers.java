package io.plimsoll.process;

/** Nobody forks commands. */
final class NoBearers implements Bearers {

  @Override
  public boolean include(int pid) {
    return false;
  }

  @Override
  public boolean useGroups() {
    return false;
  }
}
