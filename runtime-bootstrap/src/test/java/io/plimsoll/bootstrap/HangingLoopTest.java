package io.plimsoll.bootstrap;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.Plimsoll;
import io.plimsoll.Scope;
import io.plimsoll.command.Command;
import io.plimsoll.lease.NotEndedException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A sink that never returns, and the runtime with it. On its own, as the longest end of a scope is
 * waited for in real time, beside other tests.
 */
@Timeout(60)
class HangingLoopTest {

  private final AtomicReference<Runnable> onEvent = new AtomicReference<>(() -> {});
  private final Plimsoll plimsoll = new FakeAdapter().start(event -> onEvent.get().run());

  @AfterEach
  void close() {
    onEvent.set(() -> {});
    plimsoll.close();
  }

  @Test
  void theWaitForTheEndOfAScopeIsBoundedAndSaysSo() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    Scope scope = plimsoll.scope("batch");
    onEvent.set(
        () -> {
          try {
            release.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    scope.submit(Command.of("undead").grace(Duration.ofMillis(10)));
    assertThatThrownBy(scope::close)
        .isInstanceOf(NotEndedException.class)
        .hasMessage("scope 'session/batch': its end was not seen in time, nor what is left of it");
    release.countDown();
    scope.close();
  }
}
