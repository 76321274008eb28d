package io.plimsoll.process;

import static io.plimsoll.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.port.Threads;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.spi.SelectorProvider;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What helpers are told and tell. */
class OrdersTest {

  @Test
  void whoGivesOrdersDoesNotWaitForWhoTakesThem() throws Exception {
    Drainer drainer = new Drainer(Threads.uncounted());
    Pipe pipe = Pipe.open();
    pipe.sink().configureBlocking(false);
    Orders orders = new Orders(pipe.sink());
    try {
      drainer.start();
      drainer.execute(() -> orders.listen(drainer.selector()));
      int each = 16_000;
      int count = 20;
      for (int i = 0; i < count; i++) { // several times what the pipe holds, and nobody reads
        byte[] order = new byte[each];
        Arrays.fill(order, (byte) i);
        orders.add(order);
      }
      ByteBuffer read = ByteBuffer.allocate(each * count);
      while (read.hasRemaining()) {
        assertThat(pipe.source().read(read)).isPositive();
      }
      for (int i = 0; i < each * count; i++) {
        assertThat(read.get(i)).isEqualTo((byte) (i / each));
      }
    } finally {
      orders.close();
      for (Thread thread : drainer.close()) {
        thread.join(10_000);
      }
      pipe.source().close();
    }
  }

  /** Who sleeps until there is something to read or write is not what their end waits for. */
  @Test
  void theEndOfOrdersIsSeenAtOnce() throws Exception {
    Drainer drainer = new Drainer(Threads.uncounted());
    Pipe pipe = Pipe.open();
    pipe.sink().configureBlocking(false);
    pipe.source().configureBlocking(false);
    Orders orders = new Orders(pipe.sink());
    CountDownLatch listening = new CountDownLatch(1);
    try {
      drainer.start();
      drainer.execute(() -> orders.listen(drainer.selector()));
      drainer.execute(listening::countDown);
      listening.await();
      await("it sleeps", OrdersTest::isInSelect);
      orders.close();
      await("the end", () -> pipe.source().read(ByteBuffer.allocate(1)) < 0);
    } finally {
      for (Thread thread : drainer.close()) {
        thread.join(10_000);
      }
      pipe.source().close();
    }
  }

  private static boolean isInSelect() {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(each -> each.getKey().getName().equals("plimsoll-drainer"))
        .flatMap(each -> Arrays.stream(each.getValue()))
        .anyMatch(frame -> frame.getMethodName().equals("select"));
  }

  @Test
  void anOrderThatCannotBeWrittenWaits() {
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    AtomicInteger asked = new AtomicInteger();
    Pipe.SinkChannel sink =
        new Sink() {
          @Override
          public int write(ByteBuffer source) {
            if (asked.incrementAndGet() == 1) {
              throw new OutOfMemoryError("as a test");
            }
            byte[] all = new byte[source.remaining()];
            source.get(all);
            written.writeBytes(all);
            return all.length;
          }
        };
    Orders orders = new Orders(sink);
    orders.add("first".getBytes(StandardCharsets.US_ASCII));
    assertThat(written.size()).isZero();
    orders.add("second".getBytes(StandardCharsets.US_ASCII));
    assertThat(written.toString(StandardCharsets.US_ASCII)).isEqualTo("firstsecond");
    orders.close();
  }

  @Test
  void theDrainerNeedsNoMemoryToWriteWhatWaits() {
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    Pipe.SinkChannel sink =
        new Sink() {
          @Override
          public int write(ByteBuffer source) {
            if (!source.isDirect()) {
              throw new OutOfMemoryError("no memory for a copy");
            }
            int taken = Math.min(3, source.remaining());
            for (int i = 0; i < taken; i++) {
              written.write(source.get());
            }
            return taken;
          }
        };
    Orders orders = new Orders(sink);
    orders.add("first".getBytes(StandardCharsets.US_ASCII));
    orders.add("second".getBytes(StandardCharsets.US_ASCII));
    ByteBuffer buffer = ByteBuffer.allocateDirect(4);
    for (int i = 0; written.size() < 11; i++) {
      assertThat(i).isLessThan(11);
      buffer.put(0, (byte) 'x').limit(i % 4); // as others have left it
      orders.ready(buffer);
    }
    assertThat(written.toString(StandardCharsets.US_ASCII)).isEqualTo("firstsecond");
    orders.close();
  }

  /** One that no selector knows. */
  private abstract static class Sink extends Pipe.SinkChannel {

    Sink() {
      super(SelectorProvider.provider());
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long write(ByteBuffer[] sources) {
      throw new UnsupportedOperationException();
    }

    @Override
    protected void implCloseSelectableChannel() {}

    @Override
    protected void implConfigureBlocking(boolean block) {}
  }

  @Test
  void whatIsToldOfOneIsNotLostWithTheTroubleOfAnother() throws Exception {
    PipeStock stock = PipeStock.working(Runnable::run);
    Tube tube = stock.take();
    List<String> heard = new ArrayList<>();
    AtomicInteger ends = new AtomicInteger();
    Tidings tidings =
        new Tidings(
            tube,
            new Tidings.Ear() {
              @Override
              public void told(char letter, int first, int second) {
                heard.add(letter + " " + first + " " + second);
                if (first == 1) {
                  throw new OutOfMemoryError("as a test");
                }
              }

              @Override
              public void end() {
                ends.incrementAndGet();
              }
            });
    try {
      tube.pipe().source().configureBlocking(false);
      tube.pipe()
          .sink()
          .write(ByteBuffer.wrap("P 1 4711\nX 2 137\nN 3\n".getBytes(StandardCharsets.US_ASCII)));
      tidings.ready(ByteBuffer.allocate(1_000));
      assertThat(heard).containsExactly("P 1 4711", "X 2 137", "N 3 0");
      assertThat(ends).hasValue(0);
      tube.pipe().sink().write(ByteBuffer.wrap(new byte[100]));
      tidings.ready(ByteBuffer.allocate(1_000));
      assertThat(ends).as("who tells what it should not").hasPositiveValue();
    } finally {
      tube.close();
      stock.close();
    }
  }
}
