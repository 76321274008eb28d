package io.plimsoll.core.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.Transition;
import io.plimsoll.core.memory.MemoryEffect;
import io.plimsoll.core.memory.MemoryEvent;
import io.plimsoll.core.memory.MemoryPolicy;
import io.plimsoll.core.memory.MemoryState;
import io.plimsoll.core.record.Recorder;
import io.plimsoll.core.record.Strand;
import io.plimsoll.core.subprocess.SubprocessEffect;
import io.plimsoll.core.subprocess.SubprocessEvent;
import io.plimsoll.core.subprocess.SubprocessPolicy;
import io.plimsoll.core.subprocess.SubprocessState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A recorder is told every decision, so that each begins where the one before it ended. */
class RecordedTest {

  private final Bench bench = new Bench(2, 8);
  private final Remembering recorder = new Remembering();

  @Test
  void everyDecisionAboutACommandIsTold() {
    bench.supervisor.recordedBy(recorder);
    bench.next().exitsAfter(Duration.ofSeconds(1), 0);
    Job job = bench.submit("ends");
    Job other = bench.submit("cancelled");
    bench.pass(Duration.ofSeconds(2));
    bench.supervisor.cancel(other, "enough", false);
    bench.pass(Duration.ofSeconds(20));

    assertThat(recorder.commands.keySet()).containsExactlyInAnyOrder(job.strand, other.strand);
    recorder
        .commands
        .values()
        .forEach(
            told -> {
              assertThat(told.get(0).before).isInstanceOf(SubprocessState.Queued.class);
              for (int i = 1; i < told.size(); i++) {
                assertThat(told.get(i).before).isEqualTo(told.get(i - 1).after);
              }
              assertThat(told.get(told.size() - 1).after).isInstanceOf(SubprocessState.Ended.class);
            });
    assertThat(recorder.memories).as("without a load line").isEmpty();
  }

  @Test
  void everyDecisionAboutTheMemoryIsTold() {
    bench.supervisor.keepBelow(MemoryPolicy.usual(), new Ship());
    bench.supervisor.recordedBy(recorder);
    bench.supervisor.watchMemory();
    bench.pass(Duration.ofSeconds(30));

    assertThat(recorder.memories).hasSizeGreaterThan(10);
    for (int i = 1; i < recorder.memories.size(); i++) {
      assertThat(recorder.memories.get(i).before).isEqualTo(recorder.memories.get(i - 1).after);
      assertThat(recorder.memories.get(i).now - recorder.memories.get(i - 1).now).isNotNegative();
    }
  }

  @Test
  void theEndOfATreeIsTakenIntoAccount() {
    bench.supervisor.keepBelow(MemoryPolicy.usual(), new Ship());
    bench.supervisor.recordedBy(recorder);
    bench.next().exitsAfter(Duration.ofSeconds(1), 0);
    Job job = bench.submit("ends");
    String lease = job.lease;
    bench.pass(Duration.ofSeconds(2));
    assertThat(recorder.memoryEvents).contains(new MemoryEvent.TreeGone(lease));
  }

  /** One decision, as it was told. */
  private record Told(Object before, long now, Object after) {}

  private static final class Remembering implements Recorder {
    final Map<Strand, List<Told>> commands = new LinkedHashMap<>();
    final List<Told> memories = new ArrayList<>();
    final List<MemoryEvent> memoryEvents = new ArrayList<>();

    @Override
    public void command(
        Strand strand,
        SubprocessPolicy policy,
        SubprocessState before,
        SubprocessEvent event,
        long now,
        Transition<SubprocessState, SubprocessEffect> decided) {
      assertThat(policy.on(before, event, now)).isEqualTo(decided);
      commands
          .computeIfAbsent(strand, first -> new ArrayList<>())
          .add(new Told(before, now, decided.next()));
    }

    @Override
    public void memory(
        MemoryPolicy policy,
        MemoryState before,
        MemoryEvent event,
        long now,
        Transition<MemoryState, MemoryEffect> decided) {
      assertThat(policy.on(before, event, now)).isEqualTo(decided);
      memories.add(new Told(before, now, decided.next()));
      memoryEvents.add(event);
    }
  }
}
