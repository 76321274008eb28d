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
import io.plimsoll.port.Ticker;
import java.util.Map;
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

  private static final System.Logger LOG = System.getLogger(FlightRecorder.class.getName());

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
    if (stopped) {
      return;
    }
    try {
      write(strand, policy, before, event, now, decided);
      if (!add(strand, now, decided.next())) {
        begin();
        write(strand, policy, before, event, now, decided);
        add(strand, now, decided.next());
      }
    } catch (Out.TooLarge e) {
      leaveOut(strand, e);
    } catch (RuntimeException | Error e) {
      stop(e);
    }
  }

  @Override
  public void memory(
      MemoryPolicy policy,
      MemoryState before,
      MemoryEvent event,
      long now,
      Transition<MemoryState, MemoryEffect> decided) {
    if (stopped) {
      return;
    }
    try {
      write(policy, before, event, now, decided);
      if (!add(memoryStrand, now, decided.next())) {
        begin();
        write(policy, before, event, now, decided);
        add(memoryStrand, now, decided.next());
      }
    } catch (Out.TooLarge e) {
      leaveOut(memoryStrand, e);
    } catch (RuntimeException | Error e) {
      stop(e);
    }
  }

  private void write(
      Strand strand,
      SubprocessPolicy policy,
      SubprocessState state,
      SubprocessEvent event,
      long now,
      Transition<SubprocessState, SubprocessEffect> decided) {
    int place = head(strand, state, now);
    if (isFull(strand, state)) {
      CommandCode.policy(out, policy);
      state.match(commands);
    }
    event.match(commands);
    int result = out.length();
    result(strand, decided);
    if (turnsWordless(strand)) {
      out.back(result);
      result(strand, decided);
    }
    out.patch(place, flags(strand, state));
  }

  private void result(Strand strand, Transition<SubprocessState, SubprocessEffect> decided) {
    out.wordless(strand.wordless);
    int from = out.length();
    decided.next().match(commands);
    int kind = out.bytes()[from];
    digested(from).tag(kind).count(decided.effects().size());
    for (SubprocessEffect effect : decided.effects()) {
      effect.match(commands);
    }
  }

  private void write(
      MemoryPolicy policy,
      MemoryState state,
      MemoryEvent event,
      long now,
      Transition<MemoryState, MemoryEffect> decided) {
    int place = head(memoryStrand, state, now);
    if (isFull(memoryStrand, state)) {
      MemoryCode.policy(out, policy);
      MemoryCode.state(out, state);
    }
    event.match(memory);
    int result = out.length();
    result(decided);
    if (turnsWordless(memoryStrand)) {
      out.back(result);
      result(decided);
    }
    out.patch(place, flags(memoryStrand, state));
  }

  private void result(Transition<MemoryState, MemoryEffect> decided) {
    out.wordless(memoryStrand.wordless);
    int from = out.length();
    MemoryCode.state(out, decided.next());
    digested(from).constant(decided.next().stage()).count(decided.effects().size());
    for (MemoryEffect effect : decided.effects()) {
      effect.match(memory);
    }
  }

  /** Puts the digest of what was written from there on in its place. */
  private Out digested(int from) {
    long digest = out.digest(from);
    out.back(from);
    return out.raw(digest);
  }

  /** Begins a frame, and answers where its flags are. */
  private int head(Strand strand, Object state, long now) {
    out.begin(mask(strand)).count(strand.number).number(now - before);
    int place = out.length();
    out.tag(flags(strand, state));
    return place;
  }

  private boolean isFull(Strand strand, Object state) {
    return strand.part != part || strand.last != state;
  }

  private int flags(Strand strand, Object state) {
    return (isFull(strand, state) ? Frames.FULL : 0)
        | (strand.wordless ? Frames.WORDLESS : 0)
        | (strand.last == state ? Frames.CONTINUES : 0);
  }

  /** Whether a secret was met just now for the first time. */
  private boolean turnsWordless(Strand strand) {
    boolean turns = out.masked() && !strand.wordless;
    strand.wordless |= turns;
    return turns;
  }

  private Mask mask(Strand strand) {
    Mask mask = strand.mask;
    if (mask == null) {
      mask = strand.command.map(own::with).orElse(own);
      strand.mask = mask;
    }
    return mask;
  }

  /** Adds the frame, unless there is no room for it in this part. */
  private boolean add(Strand strand, long now, Object next) {
    if (part < 0 || ring.room() < out.length()) {
      return false;
    }
    Frames.seal(out.bytes(), out.length(), sum);
    ring.add(out.bytes(), out.length());
    strand.part = part;
    strand.last = next;
    before = now;
    return true;
  }

  private void begin() {
    ring.begin();
    part++;
    before = ticker.nanos();
    ring.add(Frames.lead(), Frames.LEAD);
    out.begin(Mask.NONE);
    String writer = "Java " + Runtime.version();
    new Header(session, writer, part, began, before, ticker.wallTime(), SchemaText.TEXT).write(out);
    Frames.seal(out.bytes(), out.length(), sum);
    ring.add(out.bytes(), out.length());
  }

  /** One decision is not taken down; the next of this strand is full. */
  private static void leaveOut(Strand strand, RuntimeException why) {
    strand.part = -1;
    strand.last = null;
    LOG.log(System.Logger.Level.DEBUG, "a decision is left out of the recording", why);
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
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.DEBUG, "the recording could not be closed", e);
    }
  }
}
