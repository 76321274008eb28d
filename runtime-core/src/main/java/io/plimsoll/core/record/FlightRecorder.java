package io.plimsoll.core.record;

import io.plimsoll.core.Transition;
import io.plimsoll.core.memory.MemoryEffect;
import io.plimsoll.core.memory.MemoryEvent;
import io.plimsoll.core.memory.MemoryPolicy;
import io.plimsoll.core.memory.MemoryState;
import io.plimsoll.core.subprocess.SubprocessEffect;
import io.plimsoll.core.subprocess.SubprocessEvent;
import io.plimsoll.core.subprocess.SubprocessPolicy;
import io.plimsoll.core.subprocess.SubprocessState;
import io.plimsoll.port.LazyLogger;
import io.plimsoll.port.Ticker;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.zip.CRC32C;

/**
 * Writes each decision of the loop into a {@link Ring}: the event, the effects, and a digest of the
 * state that follows. The policy and the state before stand with the first decision of each strand
 * in each part, so that a part can be replayed by itself. On the loop only; a decision costs about
 * a microsecond and 50 bytes.
 *
 * <p>Secrets are taken out of texts. Where one was met, the words of all that follows in that
 * strand are left out, since they were made of it; the rest is compared as ever.
 */
public final class FlightRecorder implements Recorder, AutoCloseable {

  private static final System.Logger LOG = LazyLogger.of(FlightRecorder.class);

  /** The most that one decision may take: some 15,000 trees. */
  private static final int MOST = 512 << 10;

  private final String session;
  private final Ticker ticker;
  private final Ring ring;
  private final Mask own;
  private final Out out;
  private final CommandCode commands;
  private final MemoryCode memory;
  private final Strand memoryStrand = Strand.ofMemory();
  private final CRC32C sum = new CRC32C();
  private final LongAdder bytes = new LongAdder();
  private final LongAdder lost = new LongAdder();
  private final long began;
  private long part = -1;
  private long before;
  private boolean stopped;

  /**
   * A recorder that has written nothing yet; the first decision begins the first part.
   *
   * @param environment the variables of this process, for what is secret of them
   * @param ring where it writes; closed with it
   */
  public FlightRecorder(String session, Map<String, String> environment, Ticker ticker, Ring ring) {
    this.session = session;
    this.ticker = ticker;
    this.ring = ring;
    this.own = Mask.of(environment);
    this.out = new Out(session, MOST);
    this.commands = new CommandCode(out);
    this.memory = new MemoryCode(out);
    this.began = ticker.nanos();
  }

  @Override
  public void command(
      Strand strand,
      SubprocessPolicy policy,
      SubprocessState before,
      SubprocessEvent event,
      long now,
      Transition<SubprocessState, SubprocessEffect> decided) {
    take(strand, new AboutCommand(commands, policy, before, event, decided), now);
  }

  @Override
  public void memory(
      MemoryPolicy policy,
      MemoryState before,
      MemoryEvent event,
      long now,
      Transition<MemoryState, MemoryEffect> decided) {
    take(memoryStrand, new AboutMemory(memory, policy, before, event, decided), now);
  }

  /** A decision, and how its pieces are written. */
  private interface Decision {

    Object before();

    Transition<?, ?> decided();

    void writeStart();

    void writeEvent();

    void writeNext();

    /** Writes which state that is, whose first byte was this. */
    void writeLabel(int kind);

    void writeEffects();
  }

  private record AboutCommand(
      CommandCode code,
      SubprocessPolicy policy,
      SubprocessState before,
      SubprocessEvent event,
      Transition<SubprocessState, SubprocessEffect> decided)
      implements Decision {

    @Override
    public void writeStart() {
      CommandCode.policy(code.out(), policy);
      before.match(code);
    }

    @Override
    public void writeEvent() {
      event.match(code);
    }

    @Override
    public void writeNext() {
      decided.next().match(code);
    }

    @Override
    public void writeLabel(int kind) {
      code.out().tag(kind);
    }

    @Override
    public void writeEffects() {
      for (SubprocessEffect effect : decided.effects()) {
        effect.match(code);
      }
    }
  }

  private record AboutMemory(
      MemoryCode code,
      MemoryPolicy policy,
      MemoryState before,
      MemoryEvent event,
      Transition<MemoryState, MemoryEffect> decided)
      implements Decision {

    @Override
    public void writeStart() {
      MemoryCode.policy(code.out(), policy);
      MemoryCode.state(code.out(), before);
    }

    @Override
    public void writeEvent() {
      event.match(code);
    }

    @Override
    public void writeNext() {
      MemoryCode.state(code.out(), decided.next());
    }

    @Override
    public void writeLabel(int kind) {
      code.out().constant(decided.next().stage());
    }

    @Override
    public void writeEffects() {
      for (MemoryEffect effect : decided.effects()) {
        effect.match(code);
      }
    }
  }

  private void take(Strand strand, Decision decision, long now) {
    if (stopped) {
      lost.increment();
      return;
    }
    try {
      write(strand, decision, now);
      if (ring.room() < out.length()) {
        begin();
        write(strand, decision, now);
      }
      if (ring.room() < out.length()) {
        throw new Out.TooLarge(ring.room());
      }
      add();
      strand.part = part;
      strand.last = decision.decided().next();
      before = now;
    } catch (Out.TooLarge e) {
      // The next of this strand begins with another state than it was left in, and is whole.
      lost.increment();
      LOG.log(System.Logger.Level.DEBUG, "a decision is left out of the recording", e);
    } catch (RuntimeException | Error e) {
      lost.increment();
      stop(e);
    }
  }

  @Override
  public long bytes() {
    return bytes.sum();
  }

  @Override
  public long lost() {
    return lost.sum();
  }

  private void write(Strand strand, Decision decision, long now) {
    out.begin(mask(strand)).count(strand.number).number(now - before);
    int flags = out.length();
    out.tag(0);
    boolean continues = strand.last == decision.before();
    boolean full = strand.part != part || !continues;
    if (full) {
      decision.writeStart();
    }
    decision.writeEvent();
    int result = out.length();
    writeResult(strand, decision);
    if (out.masked()) {
      strand.wordless = true;
      out.back(result);
      writeResult(strand, decision);
    }
    out.patch(
        flags,
        (full ? Frames.FULL : 0)
            | (strand.wordless ? Frames.WORDLESS : 0)
            | (continues ? Frames.CONTINUES : 0));
  }

  /** The digest of the state that follows, which that is, and the effects. */
  private void writeResult(Strand strand, Decision decision) {
    out.wordless(strand.wordless);
    int from = out.length();
    decision.writeNext();
    int kind = out.bytes()[from];
    long digest = out.digest(from);
    out.back(from);
    out.raw(digest);
    decision.writeLabel(kind);
    out.count(decision.decided().effects().size());
    decision.writeEffects();
  }

  private Mask mask(Strand strand) {
    Mask mask = strand.mask;
    if (mask == null) {
      mask = strand.command.isPresent() ? own.with(strand.command.get()) : own;
      strand.mask = mask;
    }
    return mask;
  }

  /** Adds the frame that was written. */
  private void add() {
    Frames.seal(out.bytes(), out.length(), sum);
    ring.add(out.bytes(), out.length());
    bytes.add(out.length());
  }

  private void begin() {
    ring.begin();
    part++;
    before = ticker.nanos();
    ring.add(Frames.lead(), Frames.LEAD);
    bytes.add(Frames.LEAD);
    out.begin(Mask.NONE);
    String writer = "Java " + System.getProperty("java.runtime.version");
    new Header(session, writer, part, began, before, ticker.wallTime(), SchemaText.TEXT).write(out);
    add();
  }

  private void stop(Throwable why) {
    stopped = true;
    LOG.log(
        why instanceof Ring.NoPlaceException
            ? System.Logger.Level.INFO
            : System.Logger.Level.WARNING,
        "what is decided is recorded no more, the runtime goes on: " + why.getMessage(),
        why);
    close();
  }

  /** Takes down nothing more. On the loop, or after it. */
  @Override
  public void close() {
    stopped = true;
    try {
      ring.close();
    } catch (RuntimeException | Error e) {
      LOG.log(System.Logger.Level.DEBUG, "the recording could not be closed", e);
    }
  }
}
