package io.plimsoll.process;

import io.plimsoll.port.ProcessLauncher.Fact;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/**
 * Knows the members of each lease by parent links alone, as the platform tells them: for machines
 * without {@code /proc}. Who was seen once stays known; who leaves its parents between two looks is
 * lost. A look costs milliseconds.
 */
final class ParentLinks implements Containment {

  /** Bounded by the live leases, which the runtime bounds. */
  private final Set<Tree> trees = ConcurrentHashMap.newKeySet();

  @Override
  public Tree open(String lease, boolean detached) {
    return new Tree(lease, detached);
  }

  @Override
  public void rooted(Tree tree, Root root) {
    tree.root = root;
    trees.add(tree);
  }

  @Override
  public void close(Tree tree) {
    tree.close();
    trees.remove(tree);
  }

  @Override
  public boolean isQuick(Tree tree) {
    return false; // all processes are asked
  }

  @Override
  public Reading look(Tree tree) {
    Root root = tree.root;
    boolean withRoot = root != null && root.isAlive();
    Map<Integer, Member> live = new HashMap<>();
    if (root != null && !tree.disowned()) {
      root.handle().ifPresent(handle -> add(live, handle));
      for (Member member : List.copyOf(tree.members.values())) {
        if (isStill(member)) {
          ProcessHandle.of(member.pid()).ifPresent(handle -> add(live, handle));
        }
      }
    }
    tree.members.keySet().retainAll(live.keySet());
    live.values().forEach(tree::add);
    String words = live.isEmpty() ? "" : live.size() + " processes, pids " + firstOf(live);
    int deaf = tree.killed ? live.size() : 0;
    return new Reading(live.size(), deaf, 0, tree.everSeen, words, withRoot, true);
  }

  private static void add(Map<Integer, Member> live, ProcessHandle handle) {
    if (handle.isAlive() && handle.pid() != ProcessHandle.current().pid()) {
      live.put((int) handle.pid(), member(handle));
      handle.descendants().forEach(below -> live.put((int) below.pid(), member(below)));
    }
  }

  private static List<Integer> firstOf(Map<Integer, Member> live) {
    return live.keySet().stream().sorted().limit(5).toList();
  }

  private static Member member(ProcessHandle handle) {
    int parent = handle.parent().map(above -> (int) above.pid()).orElse(0);
    return new Member((int) handle.pid(), begun(handle), parent);
  }

  private static long begun(ProcessHandle handle) {
    return handle.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }

  @Override
  public void lookAtAll(BiConsumer<Tree, Reading> each) {
    trees.forEach(tree -> each.accept(tree, look(tree)));
  }

  @Override
  public List<Member> members(Tree tree) {
    return tree.rootFirst();
  }

  @Override
  public boolean isStill(Member member) {
    return ProcessHandle.of(member.pid())
        .filter(ProcessHandle::isAlive)
        .filter(handle -> begun(handle) == member.ticks())
        .isPresent();
  }

  @Override
  public boolean readsMemory() {
    return false; // the platform does not tell it
  }

  @Override
  public List<Fact> facts() {
    return List.of();
  }
}
