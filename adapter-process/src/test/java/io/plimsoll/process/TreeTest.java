package io.plimsoll.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.process.Containment.Member;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TreeTest {

  private final Tree tree = new Tree("lease", false);

  @AfterEach
  void endTheRoot() {
    Root root = tree.root;
    if (root != null) {
      root.destroyForcibly();
    }
  }

  /** A parent that waits for its children would else leave by itself, before its own signal. */
  @Test
  void whoeverWaitsForOthersIsSignalledBeforeThem() {
    tree.add(new Member(7, 100, 9));
    tree.add(new Member(8, 100, 7));
    tree.add(new Member(9, 100, 1));
    assertThat(tree.rootFirst()).extracting(Member::pid).containsExactly(9, 7, 8);
  }

  @Test
  void theCommandItselfComesBeforeWhatLeftItsParents() throws Exception {
    Process root = new ProcessBuilder("sleep", "60").start();
    tree.root = new Root.Child(root);
    int pid = (int) root.pid();
    tree.add(new Member(1_000_000, 100, 1));
    tree.add(new Member(1_000_001, 100, pid));
    tree.add(new Member(pid, 100, 1));
    assertThat(tree.rootFirst()).extracting(Member::pid).containsExactly(pid, 1_000_000, 1_000_001);
  }

  @Test
  void aCircleOfParentsThatUsedIdsAgainIsNotFollowedForEver() {
    tree.add(new Member(7, 100, 8));
    tree.add(new Member(8, 100, 7));
    assertThat(tree.rootFirst()).hasSize(2);
  }
}
