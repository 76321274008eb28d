package io.plimsoll.core.record;

import io.plimsoll.core.Bounded;
import io.plimsoll.core.Transition;
import io.plimsoll.core.memory.MemoryEffect;
import io.plimsoll.core.memory.MemoryEvent;
import io.plimsoll.core.memory.MemoryPolicy;
import io.plimsoll.core.memory.MemoryState;
import io.plimsoll.core.subprocess.SubprocessEffect;
import io.plimsoll.core.subprocess.SubprocessEvent;
import io.plimsoll.core.subprocess.SubprocessPolicy;
import io.plimsoll.core.subprocess.SubprocessState;
import io.plimsoll.memory.Stage;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Asks the policies again what was recorded, and compares. A decision that differs does not change
 * what follows for longer than to the next state that is recorded. For one thread.
 */
public final class Replayer {

  /** A state may be longer than it was recorded, by another version. */
  private static final int MOST = 4 << 20;

  @Bounded(
      "the commands that were live at once in the recorded runtime, as far as they are recorded")
  private final Map<Long, Known> strands = new HashMap<>();

  private record Known(Object policy, Object state) {}

  /** Reads one part, with what its schema says. */
  private record Reading(Part part, Codecs codecs, Out one, Out other) {

    boolean same(Object state, Object here, Class<?> type, boolean wordless) {
      codecs.of(type).write(begun(one, wordless), state);
      codecs.of(type).write(begun(other, wordless), here);
      return digest(one) == digest(other);
    }

    long digest(Object state, Class<?> type, boolean wordless) {
      codecs.of(type).write(begun(one, wordless), state);
      return digest(one);
    }

    private static long digest(Out out) {
      return out.digest(Frames.HEAD);
    }

    boolean same(List<?> effects, List<?> recorded, Class<?> type, boolean wordless) {
      Codecs.Codec codec = codecs.of(type);
      begun(one, wordless).all(effects, codec::write);
      begun(other, wordless).all(recorded, codec::write);
      return digest(one) == digest(other);
    }

    private static Out begun(Out out, boolean wordless) {
      out.begin(Mask.NONE).wordless(wordless);
      return out;
    }
  }

  /**
   * Replays a part; the parts of a recording in their order.
   *
   * @return what is at its end and no whole frame
   * @throws UnreadableException when it holds what cannot be read, or not by this version
   */
  public Part.Rest replay(Part part, Consumer<Replayed> to) {
    Header header = part.header();
    Reading reading =
        new Reading(
            part,
            Codecs.of(Schema.parse(header.schema())),
            new Out(header.session(), MOST),
            new Out(header.session(), MOST));
    Clock clock = new Clock(header.since());
    return part.frames(in -> to.accept(frame(reading, in, clock)));
  }

  /** The time, which each frame counts on. */
  private static final class Clock {

    private long now;

    Clock(long now) {
      this.now = now;
    }
  }

  private Replayed frame(Reading reading, In in, Clock clock) {
    long number = in.count();
    clock.now += in.number();
    int flags = in.tag();
    boolean wordless = (flags & Frames.WORDLESS) != 0;
    boolean memory = number == Strand.MEMORY;
    Class<?> states = memory ? MemoryState.class : SubprocessState.class;
    Class<?> effectTypes = memory ? MemoryEffect.class : SubprocessEffect.class;
    Codecs codecs = reading.codecs;
    Known known = strands.get(number);
    boolean continues = true;
    if ((flags & Frames.FULL) != 0) {
      Class<?> policies = memory ? MemoryPolicy.class : SubprocessPolicy.class;
      Object policy = codecs.of(policies).read(in);
      Object state = codecs.of(states).read(in);
      continues =
          known == null
              || (flags & Frames.CONTINUES) == 0
              || reading.same(known.state, state, states, wordless);
      known = new Known(policy, state);
    }
    if (known == null) {
      throw new UnreadableException("goes on with what never began; the file is damaged");
    }
    Object event = codecs.of(memory ? MemoryEvent.class : SubprocessEvent.class).read(in);
    long digest = in.raw();
    String label = codecs.part(memory ? Stage.class : SubprocessState.class, in.count());
    List<Object> effects = Codecs.list(in, codecs.of(effectTypes));
    if (!in.isOver()) {
      throw new UnreadableException("a frame goes on after its end; the file is damaged");
    }
    Transition<?, ?> decided = decide(known.policy, known.state, event, clock.now);
    keep(number, new Known(known.policy, decided.next()));
    Replayed.Found found =
        !continues
            ? Replayed.Found.OTHER_BEFORE
            : reading.digest(decided.next(), states, wordless) != digest
                ? Replayed.Found.OTHER_STATE
                : reading.same(decided.effects(), effects, effectTypes, wordless)
                    ? Replayed.Found.SAME
                    : Replayed.Found.OTHER_EFFECTS;
    Header header = reading.part.header();
    return new Replayed(
        number,
        clock.now,
        Duration.ofNanos(clock.now - header.began()),
        header.wall().plusNanos(clock.now - header.since()),
        known.policy,
        known.state,
        event,
        decided,
        label.substring(label.lastIndexOf('.') + 1),
        effects,
        found);
  }

  /** How many strands are known that may go on. */
  int live() {
    return strands.size();
  }

  private void keep(long number, Known known) {
    if (known.state instanceof SubprocessState.Ended) {
      strands.remove(number);
    } else {
      strands.put(number, known);
    }
  }

  /** What a policy decides. */
  static Transition<?, ?> decide(Object policy, Object state, Object event, long now) {
    try {
      return policy instanceof MemoryPolicy memory
          ? memory.on((MemoryState) state, (MemoryEvent) event, now)
          : ((SubprocessPolicy) policy).on((SubprocessState) state, (SubprocessEvent) event, now);
    } catch (RuntimeException e) {
      throw new UnreadableException(
          "%s cannot be decided again (%s); the file is damaged".formatted(event, e));
    }
  }
}
