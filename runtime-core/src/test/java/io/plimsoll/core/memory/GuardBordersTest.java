package io.plimsoll.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.memory.Measure;
import io.plimsoll.memory.Stage;
import io.plimsoll.memory.TreeReading;
import io.plimsoll.testkit.ScriptedMemory;
import io.plimsoll.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the guard passes on to the policy. */
class GuardBordersTest {

  private static final long MIB = 1 << 20;

  private final VirtualTime time = new VirtualTime();
  private final ScriptedMemory memory = new ScriptedMemory(time, 1000 * MIB, 500 * MIB);
  private final List<TreeReading> trees = new ArrayList<>();
  private final Told told = new Told();
  private MemoryGuard guard = new MemoryGuard(MemoryPolicy.usual(), told, time);

  /** Writes down what ends, and what would; has the memory read again when it is told. */
  private final class Told implements MemoryActions {
    final List<String> ends = new ArrayList<>();
    int confirmations;

    @Override
    public void announce(Stage stage, Measure measure, String words) {}

    @Override
    public void withheld(String what) {
      ends.add("withheld " + what);
    }

    @Override
    public void shed(double fraction) {}

    @Override
    public void relieve() {}

    @Override
    public void refuse(String words) {}

    @Override
    public void trial() {}

    @Override
    public void admit() {}

    @Override
    public void kill(String lease, String words, boolean atOnce) {
      ends.add(lease);
    }

    @Override
    public void confirm(String words) {
      confirmations++;
    }

    @Override
    public void exit(String words, boolean atOnce) {
      ends.add(words);
    }

    @Override
    public void readIn(Duration pause) {
      time.after(pause, () -> guard.reading(memory.read(), trees, MemoryEvent.Subject.BOTH));
    }
  }

  private void run(long seconds) {
    time.advance(Duration.ofSeconds(seconds));
  }

  private void begin() {
    guard.reading(memory.read(), trees, MemoryEvent.Subject.BOTH);
  }

  @Test
  void theNextTreeGoesOnceTheLastHasEndedThoughItIsStillListed() {
    trees.add(new TreeReading("a", 130 * MIB, 1, 0, false));
    trees.add(new TreeReading("b", 740 * MIB, 2, 0, false));
    begin();
    run(10);
    assertThat(told.ends).containsExactly("a");
    trees.set(0, new TreeReading("a", 0, 3, 0, true));
    trees.set(1, new TreeReading("b", 860 * MIB, 4, 0, false));
    run(10);
    assertThat(told.ends).containsExactly("a");
    guard.gone("a");
    run(10);
    assertThat(told.ends).containsExactly("a", "b");
  }

  @Test
  void aCollectionThatFailedLetsTheOthersCount() {
    memory.collected(460 * MIB).holds(460 * MIB);
    begin();
    run(10);
    assertThat(told.confirmations).isEqualTo(1);
    assertThat(told.ends).isEmpty();
    guard.confirmed(Optional.empty());
    run(10);
    assertThat(told.ends).singleElement().asString().contains("any of 16 collections");
  }

  @Test
  void whoOnlyWatchesWaitsForNoAnswer() {
    guard = new MemoryGuard(MemoryPolicy.usual().watching(), told, time);
    memory.collected(460 * MIB).holds(460 * MIB);
    begin();
    run(10);
    assertThat(told.confirmations).isZero();
    assertThat(told.ends).anyMatch(it -> it.startsWith("withheld end everything: heap live"));
  }
}
