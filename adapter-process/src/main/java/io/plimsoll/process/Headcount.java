package io.plimsoll.process;

import io.plimsoll.process.Containment.Member;
import io.plimsoll.process.Containment.Reading;
import io.plimsoll.process.proc.ProcStat;
import org.jspecify.annotations.Nullable;

/** What one look at a tree adds up of its live members. */
final class Headcount {

  private final Names names = new Names();
  private long pages;
  private int deaf;

  /**
   * One more.
   *
   * @param stat what was read of it; null where nothing could be
   */
  void add(Tree tree, Member member, @Nullable ProcStat stat) {
    pages += stat == null ? 0 : stat.residentPages();
    deaf += tree.killed && (stat == null || !stat.dying()) ? 1 : 0;
    names.add(stat == null ? "" : stat.name(), member.pid());
  }

  /** See {@link Reading}. */
  Reading reading(Tree tree, long pageBytes, boolean withRoot, boolean sure) {
    return new Reading(
        tree.members.size(), deaf, pages * pageBytes, tree.everSeen, names.words(), withRoot, sure);
  }
}
