package io.plimsoll.core.supervise;

import io.plimsoll.core.loop.EventLoop;
import java.util.function.Consumer;

/** Has the loop handle what it is given. */
record Posting(EventLoop<Happening> loop) implements Consumer<Happening> {

  @Override
  public void accept(Happening happening) {
    loop.post(happening);
  }

  /** Tells the loop that time has passed. */
  record Tick(EventLoop<Happening> loop) implements Runnable {

    @Override
    public void run() {
      loop.post(new Happening.Tick());
    }
  }
}
