package io.plimsoll.process;

import java.nio.ByteBuffer;
import java.util.Set;

/** The surroundings of a watch in which nothing else is going on. */
class FewNeeds implements Watch.Needs {

  @Override
  public ByteBuffer buffer() {
    return ByteBuffer.allocate(16);
  }

  @Override
  public boolean spawning() {
    return false;
  }

  @Override
  public void exited(int status) {}

  @Override
  public Runnable hook(Watch watch) {
    return () -> {};
  }

  @Override
  public void findHolders(Watch watch, Set<String> links) {}
}
