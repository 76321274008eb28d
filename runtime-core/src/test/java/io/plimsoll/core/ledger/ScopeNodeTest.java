package io.plimsoll.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScopeNodeTest {

  private final ScopeNode root = ScopeNode.root("session");
  private final ScopeNode batch = root.child("batch");
  private final ScopeNode job = batch.child("job");
  private final ScopeNode other = root.child("other");

  @Test
  void closingClosesAllWithinAndNothingElse() {
    assertThat(batch.close()).isEqualTo(2);
    assertThat(job.isClosed()).isTrue();
    assertThat(batch.isClosed()).isTrue();
    assertThat(other.isClosed()).isFalse();
    assertThat(root.isClosed()).isFalse();
  }

  @Test
  void eachIsCountedOnceHoweverOftenItIsClosed() {
    assertThat(job.close()).isEqualTo(1);
    assertThat(job.close()).isZero();
    assertThat(root.close()).isEqualTo(3);
    assertThat(batch.close()).isZero();
    assertThat(root.close()).isZero();
  }

  @Test
  void aClosedScopeIsForgottenByTheOneAroundIt() {
    assertThat(root.openWithin()).isEqualTo(2);
    batch.close();
    assertThat(root.openWithin()).isOne();
    assertThat(batch.openWithin()).isZero();
    for (int i = 0; i < 100; i++) {
      root.child("short").close();
    }
    assertThat(root.openWithin()).isOne();
  }

  @Test
  void liesWithinItselfAndAllAround() {
    assertThat(job.isWithin(job)).isTrue();
    assertThat(job.isWithin(root)).isTrue();
    assertThat(batch.isWithin(job)).isFalse();
    assertThat(job.isWithin(other)).isFalse();
    assertThat(other.isWithin(batch)).isFalse();
    assertThat(job.path()).isEqualTo("session/batch/job");
    assertThat(job).hasToString("session/batch/job");
  }

  @Test
  void aScopeOpenedUnderAClosedOneIsClosed() {
    root.close();
    ScopeNode late = batch.child("late");
    assertThat(late.isClosed()).isTrue();
    assertThat(late.close()).isEqualTo(1);
  }

  @Test
  void whatLiesWithinEndsFirstAndOfTwoSideBySideTheLater() {
    ScopeNode otherInner = other.child("inner");
    ScopeNode laterJob = batch.child("later");
    List<ScopeNode> order = new ArrayList<>(List.of(root, batch, job, other, otherInner, laterJob));
    List<ScopeNode> expected = List.of(otherInner, other, laterJob, job, batch, root);
    order.sort(ScopeNode::byEnd);
    assertThat(order).isEqualTo(expected);
    for (ScopeNode one : expected) {
      for (ScopeNode another : expected) {
        assertThat(Integer.signum(ScopeNode.byEnd(one, another)))
            .as("%s, %s", one, another)
            .isEqualTo(Integer.compare(expected.indexOf(one), expected.indexOf(another)));
      }
    }
  }

  @Test
  void theShorterDeadlineOfThoseAroundHolds() {
    ScopeNode minute = root.child("minute", Optional.of(Duration.ofMinutes(1)));
    assertThat(root.deadline()).isEmpty();
    assertThat(job.deadline()).isEmpty();
    assertThat(minute.child("same").deadline()).contains(Duration.ofMinutes(1));
    assertThat(minute.child("longer", Optional.of(Duration.ofHours(1))).deadline())
        .contains(Duration.ofMinutes(1));
    assertThat(minute.child("shorter", Optional.of(Duration.ofSeconds(1))).deadline())
        .contains(Duration.ofSeconds(1));
  }

  @Test
  void oneOnlySeesToTheEndAndAllWaitForTheSame() {
    assertThat(batch.askEnd()).isTrue();
    assertThat(batch.askEnd()).isFalse();
    assertThat(job.askEnd()).isTrue();
    assertThat(batch.end()).isSameAs(batch.end()).isNotDone();
  }

  @Test
  void aDeepNestIsClosedLikeAShallowOne() {
    ScopeNode deepest = root;
    for (int i = 0; i < 10_000; i++) {
      deepest = deepest.child("");
    }
    assertThat(deepest.isWithin(root)).isTrue();
    assertThat(ScopeNode.byEnd(deepest, job)).isNegative();
    assertThat(ScopeNode.byEnd(job, deepest)).isPositive();
    assertThat(root.close()).isEqualTo(10_004);
    assertThat(deepest.isClosed()).isTrue();
  }
}
