package io.plimsoll.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.lease.NotEndedException.Left;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NotEndedExceptionTest {

  private static Left left(int number) {
    return new Left("s-" + number, "sleep", "pid " + number, Duration.ofMillis(1_500), "lives on");
  }

  @Test
  void namesScopeLeaseCommandProcessAndAge() {
    assertThat(new NotEndedException("session/batch", List.of(left(7))))
        .hasMessage(
            "scope 'session/batch': 1 of its leases had not ended when it was closed: "
                + "s-7 (sleep, pid 7, held for 1.5 s): lives on; end them by hand");
  }

  @Test
  void namesFiveInWordsAndHoldsAll() {
    List<Left> many = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      many.add(left(i));
    }
    NotEndedException e = new NotEndedException("s", many);
    many.clear();
    assertThat(e.leases()).hasSize(12);
    assertThat(e).hasMessageContaining("s-4 (").hasMessageContaining("; and 7 more; end them");
    assertThat(e.getMessage()).doesNotContain("s-5 (");
  }

  @Test
  void saysWhereNothingCouldBeSeen() {
    assertThat(new NotEndedException("s", List.of()))
        .hasMessage("scope 's': its end was not seen in time, nor what is left of it");
    assertThat(new Left("s-1", "x", "", Duration.ZERO, "is running"))
        .hasToString("s-1 (x, held for 0.0 s): is running");
  }
}
