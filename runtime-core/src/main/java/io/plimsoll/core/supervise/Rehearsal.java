package io.plimsoll.core.supervise;

import io.plimsoll.core.memory.MemoryActions;
import io.plimsoll.memory.Measure;
import io.plimsoll.memory.Stage;
import java.time.Duration;

/** Does nothing of what it is told. */
final class Rehearsal implements MemoryActions {

  @Override
  public void announce(Stage stage, Measure measure, String words) {}

  @Override
  public void withheld(String what) {}

  @Override
  public void shed(double fraction) {}

  @Override
  public void relieve() {}

  @Override
  public void refuse(String words) {}

  @Override
  public void trial() {}

  @Override
  public void admit() {}

  @Override
  public void kill(String lease, String words, boolean atOnce) {}

  @Override
  public void confirm(String words) {}

  @Override
  public void exit(String words, boolean atOnce) {}

  @Override
  public void readIn(Duration pause) {}
}
