package io.plimsoll.core.record;

import io.plimsoll.command.Command;
import io.plimsoll.core.Transition;
import io.plimsoll.core.memory.MemoryEffect;
import io.plimsoll.core.memory.MemoryEvent;
import io.plimsoll.core.memory.MemoryPolicy;
import io.plimsoll.core.memory.MemoryState;
import io.plimsoll.core.subprocess.SubprocessEffect;
import io.plimsoll.core.subprocess.SubprocessEvent;
import io.plimsoll.core.subprocess.SubprocessPolicy;
import io.plimsoll.core.subprocess.SubprocessState;
import io.plimsoll.testkit.VirtualTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A session of commands and readings that is recorded, with any events, from a seed. */
final class Session {

  static final long SECOND = 1_000_000_000L;

  /** Close to where the ticker wraps around. */
  final VirtualTime time =
      new VirtualTime(Long.MAX_VALUE - 20 * SECOND, Instant.parse("2026-11-24T01:02:03Z"));

  final KeptRing ring;
  final FlightRecorder recorder;
  private final Map<Long, Life> lives = new LinkedHashMap<>();
  private MemoryState memory = MemoryState.start();
  long decisions;
  private int memories;

  private static final class Life {
    final Strand strand;
    final SubprocessPolicy policy;
    SubprocessState state;
    boolean decided;

    Life(Strand strand, SubprocessPolicy policy, long now) {
      this.strand = strand;
      this.policy = policy;
      this.state = new SubprocessState.Queued(now);
    }

    boolean goesOn() {
      return decided && !(state instanceof SubprocessState.Ended);
    }
  }

  Session(int partSize, Map<String, String> environment) {
    ring = new KeptRing(partSize);
    recorder = new FlightRecorder("5e55104", environment, time, ring);
  }

  /** Accepts a command. */
  Strand accept(long number, Command command, SubprocessPolicy policy) {
    Life life = new Life(Strand.of(number, command), policy, time.nanos());
    lives.put(number, life);
    return life.strand;
  }

  /** How many strands something was decided about that have not ended, the memory's included. */
  int live() {
    return (int) lives.values().stream().filter(Life::goesOn).count() + (memories > 0 ? 1 : 0);
  }

  /** Something happens to a command, unless it has ended. */
  void on(long number, SubprocessEvent event) {
    Life life = lives.get(number);
    if (!(life.state instanceof SubprocessState.Ended)) {
      Transition<SubprocessState, SubprocessEffect> decided =
          life.policy.on(life.state, event, time.nanos());
      recorder.command(life.strand, life.policy, life.state, event, time.nanos(), decided);
      life.state = decided.next();
      life.decided = true;
      decisions++;
    }
  }

  /** A command is tried again. */
  void again(long number) {
    Life life = lives.get(number);
    life.state = new SubprocessState.Queued(time.nanos());
    life.decided = false;
  }

  SubprocessState state(long number) {
    return lives.get(number).state;
  }

  /** Something happens to the memory. */
  void on(MemoryEvent event) {
    MemoryPolicy policy = MemoryPolicy.usual();
    Transition<MemoryState, MemoryEffect> decided = policy.on(memory, event, time.nanos());
    recorder.memory(policy, memory, event, time.nanos(), decided);
    memory = decided.next();
    memories++;
    decisions++;
  }

  /** So many things happen to so many commands and the memory. */
  Session live(int commands, int events, long seed) {
    Values values = new Values(seed);
    Random random = new Random(seed);
    for (long number = 1; number <= commands; number++) {
      accept(
          number,
          Command.of("sh", "-c", "exit 3"),
          (SubprocessPolicy) values.of(SubprocessPolicy.class));
    }
    for (int i = 0; i < events; i++) {
      time.advance(java.time.Duration.ofNanos(random.nextInt(1_000_000_000)));
      long number = random.nextInt(commands + 1);
      if (number == 0) {
        on((MemoryEvent) values.of(MemoryEvent.class));
      } else if (state(number) instanceof SubprocessState.Ended) {
        again(number);
      } else {
        on(number, (SubprocessEvent) values.of(SubprocessEvent.class));
      }
    }
    return this;
  }

  /** Decides again what the parts from this one on hold. */
  List<Replayed> replay(int from) {
    List<Replayed> all = new ArrayList<>();
    Replayer replayer = new Replayer();
    for (Part part : ring.read(from)) {
      replayer.replay(part, all::add);
    }
    return all;
  }
}
