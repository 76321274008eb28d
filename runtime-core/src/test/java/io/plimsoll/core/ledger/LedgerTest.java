package io.plimsoll.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.lease.LeaseKind;
import org.junit.jupiter.api.Test;

class LedgerTest {

  private static Lease lease(String id) {
    return new Lease(id, LeaseKind.PROCESS_TREE, "session", 0, "sleep 1");
  }

  @Test
  void openedIsEndedPlusLive() {
    Ledger ledger = new Ledger(2);
    ledger.open(lease("a"));
    ledger.open(lease("b"));
    ledger.end("a");
    ledger.open(lease("c"));
    assertThat(ledger.live()).extracting(Lease::id).containsExactly("b", "c");
    assertThat(ledger.opened()).isEqualTo(3);
    assertThat(ledger.ended()).isEqualTo(1);
    assertThat(ledger.size()).isEqualTo(2);
    assertThat(ledger.bound()).isEqualTo(2);
  }

  @Test
  void aLeaseIsOpenedOnceAndEndedOnce() {
    Ledger ledger = new Ledger(5);
    ledger.open(lease("a"));
    assertThatThrownBy(() -> ledger.open(lease("a"))).hasMessageContaining("is live already");
    ledger.end("a");
    assertThatThrownBy(() -> ledger.end("a")).hasMessageContaining("is not live");
    assertThat(ledger.opened()).isEqualTo(ledger.ended()).isEqualTo(1);
  }

  @Test
  void refusesMoreThanItsBound() {
    Ledger ledger = new Ledger(1);
    ledger.open(lease("a"));
    assertThatThrownBy(() -> ledger.open(lease("b"))).hasMessageContaining("1/1");
    assertThatThrownBy(() -> new Ledger(0)).hasMessageContaining("must be at least 1");
  }

  @Test
  void remembersOnlyTheLastThatEnded() {
    Ledger ledger = new Ledger(1);
    for (int i = 0; i < 1000; i++) {
      ledger.open(lease("l" + i));
      ledger.end("l" + i);
    }
    assertThat(ledger.recentlyEnded()).hasSize(Ledger.REMEMBERED);
    assertThat(ledger.recentlyEnded().get(Ledger.REMEMBERED - 1).id()).isEqualTo("l999");
  }
}
