package io.plimsoll.core.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.core.memory.MemoryEffect;
import io.plimsoll.core.memory.MemoryEvent;
import io.plimsoll.core.memory.MemoryPolicy;
import io.plimsoll.core.memory.MemoryState;
import io.plimsoll.core.record.Part.Rest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/** Whatever happened to a file: what is whole is replayed, and what is wrong is said in words. */
class DamageTest {

  private static final int LARGE = 1 << 20;

  private final Session session = new Session(LARGE, Map.of()).live(2, 7, 2);
  private final byte[] whole = session.ring.parts.get(0).toByteArray();
  private final int first = Frames.LEAD + Frames.whole(whole, Frames.LEAD, new CRC32C());

  private static Rest replay(byte[] content, List<Replayed> to) {
    return new Replayer().replay(Part.of(content), to::add);
  }

  /** The lengths up to which frames are whole, the header's first. */
  private List<Integer> ends() {
    List<Integer> ends = new ArrayList<>();
    for (int at = first; at < whole.length; at += Frames.whole(whole, at, new CRC32C())) {
      ends.add(at);
    }
    ends.add(whole.length);
    return ends;
  }

  @Test
  void aFileThatIsCutAnywhereIsReplayedUpToThere() {
    List<Integer> ends = ends();
    for (int length = 0; length <= whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      if (length < first) {
        assertThatThrownBy(() -> Part.of(cut))
            .as("cut at %d", length)
            .isInstanceOf(UnreadableException.class)
            .hasMessageContaining(
                length < Frames.LEAD ? "is no recording" : "its header is torn; nothing of it");
        assertThat(Part.isBeingBegun(cut)).isEqualTo(length >= Frames.LEAD || length == 0);
        continue;
      }
      int within = length;
      int kept = (int) ends.stream().filter(end -> end <= within).count() - 1;
      List<Replayed> read = new ArrayList<>();
      Rest rest = replay(cut, read);
      assertThat(read).as("cut at %d", length).hasSize(kept).allMatch(Replayed::same);
      // A few zeros at the end are nothing that could be told from the end.
      assertThat(rest.bytes())
          .isEqualTo(Frames.isZero(cut, ends.get(kept)) ? 0 : length - ends.get(kept));
      assertThat(rest.damaged()).isFalse();
      assertThat(Part.isBeingBegun(cut)).isFalse();
    }
  }

  @Test
  void aChangedBitAnywhereIsFoundAndNeverTakenForADecision() {
    List<Integer> ends = ends();
    for (int at = 0; at < whole.length; at++) {
      byte[] changed = whole.clone();
      // The highest bit of a length makes it negative.
      int bit = ends.contains(at - 7) ? 7 : at % 8;
      changed[at] ^= (byte) (1 << bit);
      if (at < first) {
        assertThatThrownBy(() -> Part.of(changed))
            .as("bit %d of byte %d", bit, at)
            .isInstanceOf(UnreadableException.class)
            .message()
            .containsAnyOf("is no recording", "is of format", "header is torn");
        assertThat(Part.isBeingBegun(changed)).as("bit %d of byte %d", bit, at).isFalse();
        continue;
      }
      int before = at;
      int kept = (int) ends.stream().filter(end -> end <= before).count() - 1;
      List<Replayed> read = new ArrayList<>();
      Rest rest = replay(changed, read);
      assertThat(read).as("bit %d of byte %d", bit, at).hasSize(kept).allMatch(Replayed::same);
      assertThat(rest.bytes()).isEqualTo(whole.length - ends.get(kept));
      assertThat(rest.damaged()).as("bit %d of byte %d", bit, at).isEqualTo(kept < ends.size() - 2);
    }
  }

  @Test
  void whatIsTornHasZerosBehindItAndIsNoDamage() {
    List<Integer> ends = ends();
    int last = ends.get(ends.size() - 2);
    for (int length = last + 1; length < whole.length; length++) {
      byte[] mapped = Arrays.copyOf(Arrays.copyOf(whole, length), LARGE);
      List<Replayed> read = new ArrayList<>();
      Rest rest = replay(mapped, read);
      assertThat(rest.damaged()).as("torn at %d", length).isFalse();
      assertThat(read).allMatch(Replayed::same);
    }
    assertThat(replay(Arrays.copyOf(whole, LARGE), new ArrayList<>()))
        .as("zeros alone are the end")
        .isEqualTo(new Rest(0, false));
    byte[] behind = Arrays.copyOf(whole, LARGE);
    behind[LARGE - 1] = 1;
    assertThat(replay(behind, new ArrayList<>())).isEqualTo(new Rest(LARGE - whole.length, false));
  }

  @Test
  void aPartThatWasBeingBegunIsToldFromOneThatIsDamaged() {
    byte[] zeros = Arrays.copyOf(Frames.lead(), 9_000);
    assertThat(Part.isBeingBegun(zeros)).isTrue();
    assertThat(Part.isBeingBegun(new byte[9_000])).isTrue();
    zeros[Frames.LEAD - 1] = 2;
    assertThat(Part.isBeingBegun(zeros)).as("of another format").isFalse();
    byte[] overwritten = whole.clone();
    Arrays.fill(overwritten, 0, Frames.LEAD, (byte) 0);
    assertThat(Part.isBeingBegun(overwritten)).as("an older part is in it").isTrue();
    overwritten[Frames.LEAD - 1] = 1;
    assertThat(Part.isBeingBegun(overwritten)).as("not zeros up to the format").isFalse();
    byte[] damaged = whole.clone();
    damaged[Frames.LEAD + 200] ^= 1;
    assertThat(Part.isBeingBegun(damaged)).as("decisions follow a torn header").isFalse();
    assertThat(Part.isBeingBegun("{}".getBytes(StandardCharsets.UTF_8))).isFalse();
    assertThat(Part.isBeingBegun(Arrays.copyOf(Frames.lead(), 3))).as("cut short").isFalse();
  }

  @Test
  void otherFilesAreRefusedInWords() {
    assertThatThrownBy(() -> Part.of("{\"id\":1}".getBytes(StandardCharsets.UTF_8)))
        .hasMessageContaining("is no recording; must begin with PLIMREC");
    byte[] newer = whole.clone();
    newer[Frames.LEAD - 1] = (byte) 0xfe;
    assertThatThrownBy(() -> Part.of(newer))
        .isInstanceOf(UnreadableException.class)
        .hasMessage(
            "is of format 254, this version reads 1; replay it with the version that recorded it");
    assertThatThrownBy(() -> Part.of(Arrays.copyOf(Frames.lead(), 9_000)))
        .isInstanceOf(UnreadableException.class)
        .hasMessageContaining("its header is torn");
    assertThat(replay(new Crafted(SchemaText.TEXT).frame(out -> {}).bytes(), new ArrayList<>()))
        .as("an empty frame is none")
        .isEqualTo(new Rest(Frames.HEAD, false));
  }

  @Test
  void framesThatOnlySeemToBeThereTakeNoLongTime() {
    byte[] content = new byte[LARGE];
    for (int i = 0; i < LARGE; i += 4) {
      content[i + 2] = 1;
    }
    assertThat(Frames.anyAfter(content, 0)).isTrue();
  }

  @Test
  void framesThatHoldWhatCannotBeAreRefusedInWords() {
    String schema = SchemaText.TEXT;
    refused(new Crafted(schema).frame(out -> head(out, 7, 0)), "goes on with what never began");
    refused(new Crafted(schema).frame(out -> memory(out).tag(0)), "a frame goes on after its end");
    refused(new Crafted(schema).frame(out -> memory(out, -1)), "holds case -1 of Stage");
    refused(new Crafted(schema).frame(out -> memory(out, 5)), "holds case 5 of Stage, which has 5");
    refused(
        new Crafted(schema).frame(out -> head(out, 0, Frames.FULL).raw(0).raw(0)),
        "holds a Line that cannot be");
    refused(new Crafted("record\n"), "its schema has a line 'record'");
    refused(new Crafted("union Stop words:String\n"), "its schema knows 'union'");
    assertThat(replay(new Crafted(schema).frame(DamageTest::memory).bytes(), new ArrayList<>()))
        .isEqualTo(new Rest(0, false));
  }

  private static void refused(Crafted crafted, String words) {
    assertThatThrownBy(() -> replay(crafted.bytes(), new ArrayList<>()))
        .isInstanceOf(UnreadableException.class)
        .hasMessageContaining(words);
  }

  private static Out head(Out out, long strand, int flags) {
    return out.count(strand).number(0).tag(flags);
  }

  private static Out memory(Out out) {
    return memory(out, 0);
  }

  /** A decision about the memory after which it is said to be in this stage. */
  private static Out memory(Out out, long stage) {
    head(out, 0, Frames.FULL);
    MemoryCode.policy(out, MemoryPolicy.usual());
    MemoryCode.state(out, MemoryState.start());
    new MemoryEvent.ConfirmFailed().match(new MemoryCode(out));
    return out.raw(0).count(stage).all(List.<MemoryEffect>of(), (to, effect) -> {});
  }
}
