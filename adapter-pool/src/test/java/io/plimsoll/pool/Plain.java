package io.plimsoll.pool;

import io.plimsoll.resource.ConnectionFactory;
import io.plimsoll.testkit.ScriptedConnections.Line;
import java.time.Duration;

/** The lines of another factory, with nothing to reset. */
class Plain implements ConnectionFactory<Line> {

  private final ConnectionFactory<Line> there;

  Plain(ConnectionFactory<Line> there) {
    this.there = there;
  }

  @Override
  public String target() {
    return there.target();
  }

  @Override
  public Line open(Duration deadline) throws Exception {
    return there.open(deadline);
  }

  @Override
  public boolean isOpen(Line line) {
    return there.isOpen(line);
  }

  @Override
  public void close(Line line) throws Exception {
    there.close(line);
  }
}
