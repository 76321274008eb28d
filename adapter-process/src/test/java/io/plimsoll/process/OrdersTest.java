package io.plimsoll.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.port.Threads;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
