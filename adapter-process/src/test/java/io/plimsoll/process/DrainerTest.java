package io.plimsoll.process;

import static io.plimsoll.testkit.Await.await;

import io.plimsoll.command.Captured;
import io.plimsoll.port.Threads;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DrainerTest {

  private static final int ROUNDS = 100;

  private final AtomicInteger failed = new AtomicInteger();
  private final AtomicInteger taken = new AtomicInteger();

  @Test
  void whatGoesWrongWithOneOutputLeavesTheOthersTheirs() throws Exception {
    Drainer drainer = new Drainer(Threads.uncounted());
    Pipe bad = Pipe.open();
    Pipe good = Pipe.open();
    try {
      drainer.start();
      read(drainer, bad, new Failing());
      read(drainer, good, new Counting());
      bad.sink().write(ByteBuffer.wrap(new byte[1])); // stays there, so that it is ready for good
      await("the first failure", () -> failed.get() > 0);

      for (int i = 1; i <= ROUNDS; i++) {
        int sent = i;
        good.sink().write(ByteBuffer.wrap(new byte[1]));
        await(() -> "byte " + sent, Duration.ofSeconds(5), () -> taken.get() == sent);
      }
    } finally {
      for (Thread ending : drainer.close()) {
        ending.join();
      }
      bad.sink().close();
      good.sink().close();
    }
  }

  /** Who asks what is wanted of it has no memory at first, as a selector may. */
  private final class Late extends Counting {

    @Override
    public boolean wanted() {
      if (failed.getAndIncrement() == 0) {
        throw new OutOfMemoryError("on purpose");
      }
      return true;
    }
  }

  @Test
  void whatCouldNotBeBegunIsBegunAgain() throws Exception {
    Drainer drainer = new Drainer(Threads.uncounted());
    Pipe pipe = Pipe.open();
    try {
      drainer.start();
      pipe.source().configureBlocking(false);
      Intake intake = Intake.of(new Late(), new Tube(pipe, 0, 0, ""), tube -> false);
      drainer.adopt(
          new Watch(new Told(), intake, null, new Reports(new Recording()), new FewNeeds()));
      pipe.sink().write(ByteBuffer.wrap(new byte[1]));
      await("what was written is read", () -> taken.get() == 1);
    } finally {
      for (Thread ending : drainer.close()) {
        ending.join();
      }
      pipe.sink().close();
    }
  }

  private static void read(Drainer drainer, Pipe pipe, Receiver receiver) throws Exception {
    pipe.source().configureBlocking(false);
    Intake intake = Intake.of(receiver, new Tube(pipe, 0, 0, ""), tube -> false);
    drainer.adopt(
        new Watch(new Told(), intake, null, new Reports(new Recording()), new FewNeeds()));
  }

  private class Counting implements Receiver {

    @Override
    public boolean wanted() {
      return true;
    }

    @Override
    public void take(ByteBuffer chunk) {
      taken.addAndGet(chunk.remaining());
    }

    @Override
    public void ended(boolean whole) {}

    @Override
    public Captured captured() {
      return Captured.NOTHING;
    }
  }

  private final class Failing extends Counting {

    @Override
    public ByteBuffer space() {
      failed.incrementAndGet();
      throw new OutOfMemoryError("on purpose");
    }
  }
}
