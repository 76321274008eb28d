package io.plimsoll.core.supervise;

import io.plimsoll.command.StopSignal;
import io.plimsoll.port.LiveProcess;

/** Stands for a process that was not launched: nothing reaches it, and nothing is told of it. */
enum NoProcess implements LiveProcess {
  /** The only one. */
  INSTANCE;

  @Override
  public void closeInput() {}

  @Override
  public void signal(StopSignal signal) {}

  @Override
  public void survey(int looks) {}

  @Override
  public void settle(long quietNanos, long capNanos) {}

  @Override
  public void release() {}
}
