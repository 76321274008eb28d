package io.plimsoll.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class CapturedTest {

  private static Captured cut(byte[] all, int head, int tail) {
    return new Captured(
        all.length,
        Arrays.copyOf(all, head),
        Arrays.copyOfRange(all, all.length - tail, all.length));
  }

  @Property
  void aCutThroughACharacterDoesNotSpoilTheRest(
      @ForAll @StringLength(min = 1, max = 40) String raw,
      @ForAll @IntRange(max = 50) int head,
      @ForAll @IntRange(max = 50) int tail) {
    byte[] all = raw.getBytes(UTF_8);
    String text = new String(all, UTF_8);
    int h = Math.min(head, all.length);
    int t = Math.min(tail, all.length - h);
    Captured captured = cut(all, h, t);
    assertThat(captured.droppedBytes()).isEqualTo(all.length - h - t);
    String shown = captured.utf8().orElseThrow();
    assertThat(shown.getBytes(UTF_8).length).isBetween(Math.max(0, h + t - 6), h + t);
    if (captured.droppedBytes() == 0) {
      assertThat(shown).isEqualTo(text);
    }
  }

  @Test
  void anOutputThatItselfEndsInHalfACharacterIsNotUtf8AndLosesNothing() {
    byte[] half = Arrays.copyOf("grün €".getBytes(UTF_8), "grün €".getBytes(UTF_8).length - 1);
    Captured whole = new Captured(half.length, half, new byte[0]);
    assertThat(whole.utf8()).isEmpty();
    assertThat(whole.kept()).isEqualTo(half);
    byte[] tail = {'a', (byte) 0xe2, (byte) 0x82};
    assertThat(new Captured(99, "x".getBytes(UTF_8), tail).utf8()).isEmpty();
    byte[] alone = {(byte) 0xff};
    assertThat(new Captured(1, alone, new byte[0]).utf8()).isEmpty();
    assertThat(new Captured(99, alone, new byte[0]).utf8()).isEmpty();
  }

  @Test
  void whatIsNotUtf8IsNotTakenForText() {
    byte[] bytes = {'a', (byte) 0xff, 'b', 'c', 'd', 'e'};
    Captured captured = new Captured(bytes.length, bytes, new byte[0]);
    assertThat(captured.utf8()).isEmpty();
    assertThat(captured.text()).isEqualTo("a\ufffdbcde");
    assertThat(captured.kept()).isEqualTo(bytes);
  }

  @Test
  void nothingIsEmptyText() {
    assertThat(Captured.NOTHING.utf8()).contains("");
    assertThat(Captured.NOTHING.droppedBytes()).isZero();
    assertThat(new Captured(9, new byte[2], new byte[3]))
        .hasToString("Captured[9 bytes, 4 dropped]");
  }
}
