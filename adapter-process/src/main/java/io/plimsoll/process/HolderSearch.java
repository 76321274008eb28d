package io.plimsoll.process;

import io.plimsoll.command.PipeHolder;
import io.plimsoll.process.Containment.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Finds who holds the pipes of one command, and tells its watch. On the scanner's thread.
 *
 * @param tree whose members are the likely ones
 * @param links what the links of the pipes say
 */
record HolderSearch(Workshop shop, Tree tree, Watch watch, Set<String> links) implements Runnable {

  @Override
  public void run() {
    shop.containment().look(tree);
    List<Integer> likely = new ArrayList<>();
    for (Member member : shop.containment().members(tree)) {
      likely.add(member.pid());
    }
    List<PipeHolder> found = shop.holderLook().holders(links, likely);
    shop.drainer().execute(() -> watch.holders(found));
  }
}
