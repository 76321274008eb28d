package io.plimsoll.process;

/** A process whose exit its server tells. */
final class Told implements Root {

  boolean alive = true;
  boolean orphan;

  @Override
  public long pid() {
    return 1;
  }

  @Override
  public boolean isAlive() {
    return alive;
  }

  @Override
  public int exitValue() {
    return 7;
  }

  @Override
  public void destroyForcibly() {}

  @Override
  public boolean isTold() {
    return true;
  }

  @Override
  public boolean isOrphan() {
    return orphan;
  }
}
