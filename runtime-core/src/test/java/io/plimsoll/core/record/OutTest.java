package io.plimsoll.core.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What is written is read back, however full the frame is, and a frame has an end. */
class OutTest {

  private static final String SESSION = "5e55104";

  private static final int USUAL = 4096;

  private record Kind(Consumer<Out> write, Function<In, Object> read, Object value) {}

  private static final List<Kind> KINDS =
      List.of(
          new Kind(out -> out.tag(0xfe), In::tag, 0xfe),
          new Kind(out -> out.count(Long.MAX_VALUE), In::count, Long.MAX_VALUE),
          new Kind(out -> out.number(Long.MIN_VALUE), In::number, Long.MIN_VALUE),
          new Kind(out -> out.number(-64), In::number, -64L),
          new Kind(out -> out.raw(-2), In::raw, -2L),
          new Kind(out -> out.text("pid 4711"), In::text, "pid 4711"),
          new Kind(out -> out.text(SESSION + "-3"), In::text, SESSION + "-3"),
          new Kind(
              out -> out.text("\u007f\u0080 Grüße \u4e16"), In::text, "\u007f\u0080 Grüße \u4e16"),
          new Kind(out -> out.plain(SESSION), In::text, SESSION));

  @Test
  void everyValueIsReadBackAtWhateverPlaceItBegins() {
    for (int before = USUAL - 40; before <= USUAL; before++) {
      for (Kind kind : KINDS) {
        Out out = filled(before, 1 << 20);
        kind.write.accept(out);
        In in = new In(out.bytes(), before, out.length(), SESSION);
        assertThat(kind.read.apply(in)).as("%s at %d", kind.value, before).isEqualTo(kind.value);
        assertThat(in.isOver()).isTrue();
      }
    }
  }

  /** One in which so many bytes are written. */
  private static Out filled(int length, int most) {
    Out out = new Out(SESSION, most).begin(Mask.NONE);
    while (out.length() < length) {
      out.tag(1);
    }
    return out;
  }

  @Test
  void itTakesAsManyBytesAsItMayAndNotOneMore() {
    Out out = filled(5_000, 5_000);
    assertThat(out.length()).isEqualTo(5_000);
    assertThatThrownBy(() -> out.tag(1))
        .isInstanceOf(Out.TooLarge.class)
        .hasMessage("a frame is larger than 5000 bytes");
    assertThat(filled(USUAL + 1, USUAL + 1).length()).isEqualTo(USUAL + 1);
    assertThatThrownBy(() -> filled(4_000, 5_000).text("x".repeat(2_000)))
        .isInstanceOf(Out.TooLarge.class);
    assertThat(out.begin(Mask.NONE).length()).as("begun anew").isEqualTo(Frames.HEAD);
  }

  @Test
  void theIdOfTheSessionTakesNoRoom() {
    Out out = new Out(SESSION, 1000).begin(Mask.NONE).text(SESSION + "-17");
    assertThat(out.length() - Frames.HEAD).isEqualTo(1 + "-17".length());
  }

  @Test
  void whetherATextWasMaskedIsKnown() {
    Out out = new Out(SESSION, 1000).begin(Mask.of(Map.of("A_KEY", "gehe1m-gehe1m")));
    assertThat(out.text("pid 7").masked()).isFalse();
    assertThat(out.text("gehe1m-gehe1m").masked()).isTrue();
    assertThat(out.text("pid 7").masked()).isTrue();
    assertThat(out.begin(Mask.NONE).masked()).isFalse();
  }

  @Test
  void whatEndsWithinAValueIsRefused() {
    for (Kind kind : KINDS) {
      Out out = new Out(SESSION, 1000).begin(Mask.NONE);
      kind.write.accept(out);
      byte[] more = java.util.Arrays.copyOf(out.bytes(), out.length() + 1000);
      for (int end = Frames.HEAD; end < out.length(); end++) {
        In in = new In(more, Frames.HEAD, end, SESSION);
        assertThatThrownBy(() -> kind.read.apply(in))
            .as("%s until %d", kind.value, end)
            .isInstanceOf(UnreadableException.class)
            .hasMessageContaining("ends within a value");
      }
    }
  }

  @Test
  void sizesBeyondTheEndAndNumbersWithoutEndAreRefused() {
    for (long size : new long[] {4, Long.MAX_VALUE, -1, Long.MIN_VALUE}) {
      Out out = new Out(SESSION, 1000).begin(Mask.NONE).count(size).tag(1).tag(1).tag(1);
      In in = new In(out.bytes(), Frames.HEAD, out.length(), SESSION);
      assertThatThrownBy(in::size)
          .as("%d", size)
          .isInstanceOf(UnreadableException.class)
          .hasMessageContaining("ends within a value");
    }
    byte[] endless = new byte[30];
    java.util.Arrays.fill(endless, (byte) 0xff);
    assertThatThrownBy(() -> new In(endless, 0, 30, SESSION).count())
        .isInstanceOf(UnreadableException.class)
        .hasMessageContaining("a number has no end");
  }
}
