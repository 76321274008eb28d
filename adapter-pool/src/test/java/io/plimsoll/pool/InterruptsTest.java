package io.plimsoll.pool;

import static io.plimsoll.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.resource.Borrowed;
import io.plimsoll.resource.Pool;
import io.plimsoll.testkit.ScriptedConnections.Line;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is interrupted while it gives back is so afterwards. */
class InterruptsTest {

  private final Bench bench = new Bench();

  @AfterEach
  void close() {
    Thread.interrupted();
    bench.close();
  }

  @Test
  void anInterruptThatEndsAResetIsKept() throws Exception {
    bench.there.whenResetting(each -> Bench.hang());
    Pool<Line> pool = bench.pool(1);
    Borrowed<Line> loan = pool.borrow();
    Line line = loan.get();
    Thread.currentThread().interrupt();
    loan.close();
    assertThat(Thread.interrupted()).isTrue();
    await("it is closed", () -> line.closes() == 1);
    bench.there.whenResetting(each -> {});
    assertThat(Bench.lendOne(pool)).isNotSameAs(line);
  }

  /** Where no thread closes any more, who gives back does. */
  @Test
  void anInterruptThatEndsACloseIsKept() throws Exception {
    bench.there.whenClosing(each -> Bench.hang());
    Borrowed<Line> loan = bench.pool(1).borrow();
    Line line = loan.get();
    bench.provider.close();
    Thread.currentThread().interrupt();
    loan.close();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(line.closes()).isEqualTo(1);
  }
}
