package io.plimsoll.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.command.Captured;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class HeadTailTest {

  @Test
  void headAndTailAreWhatTheyAreOfTheWholeHoweverItComes() {
    for (int seed = 0; seed < 3_000; seed++) {
      Random random = new Random(seed);
      int head = random.nextInt(4) == 0 ? 0 : random.nextInt(3_000);
      int tail = random.nextInt(4) == 0 ? 0 : random.nextInt(3_000);
      byte[] all = new byte[random.nextInt(12_000)];
      random.nextBytes(all);
      HeadTail kept = new HeadTail(head, tail, new Rings());
      for (int at = 0; at < all.length; ) {
        int n = Math.min(all.length - at, 1 + random.nextInt(random.nextBoolean() ? 50 : 5_000));
        kept.take(ByteBuffer.wrap(all, at, n));
        at += n;
      }
      assertKept(kept.captured(), all, head, tail, seed);
    }
  }

  private static void assertKept(Captured captured, byte[] all, int head, int tail, int seed) {
    int first = Math.min(head, all.length);
    byte[] rest = Arrays.copyOfRange(all, Math.max(first, all.length - tail), all.length);
    assertThat(captured.bytes()).as("seed %d", seed).isEqualTo(all.length);
    assertThat(captured.head()).as("seed %d", seed).isEqualTo(Arrays.copyOf(all, first));
    assertThat(captured.tail()).as("seed %d", seed).isEqualTo(rest);
  }

  @Test
  void floodsAreReadIntoRingsAndKeepTheSame() {
    Rings rings = new Rings();
    for (int seed = 0; seed < 40; seed++) {
      Random random = new Random(seed);
      int head = random.nextInt(3_000);
      byte[] all = new byte[head + Rings.BYTES + HeadTail.FLOOD + 700_000 + random.nextInt(9_000)];
      random.nextBytes(all);
      HeadTail kept = new HeadTail(head, Rings.BYTES, rings);
      int most = 1 + random.nextInt(100_000);
      boolean direct = false;
      for (int at = 0; at < all.length; ) {
        ByteBuffer space = random.nextInt(20) == 0 ? null : kept.space();
        direct |= space != null;
        int room = space == null ? most : Math.min(space.remaining(), most);
        int n = Math.min(all.length - at, 1 + random.nextInt(room));
        if (space == null) {
          kept.take(ByteBuffer.wrap(all, at, n));
        } else {
          space.put(all, at, n);
          kept.took(n);
        }
        at += n;
      }
      kept.ended(true);
      assertThat(direct).as("seed %d", seed).isTrue();
      assertKept(kept.captured(), all, head, Rings.BYTES, seed);
    }
  }

  @Test
  void moreFloodsThanRingsAreCopied() {
    Rings rings = new Rings();
    List<HeadTail> floods = new ArrayList<>();
    for (int i = 0; i <= Rings.MOST; i++) {
      HeadTail flood = new HeadTail(0, Rings.BYTES, rings);
      flood.take(ByteBuffer.wrap(new byte[Rings.BYTES]));
      flood.take(ByteBuffer.wrap(new byte[HeadTail.FLOOD]));
      floods.add(flood);
    }
    for (int i = 0; i < Rings.MOST; i++) {
      assertThat(floods.get(i).space()).as("flood %d", i).isNotNull();
    }
    HeadTail last = floods.get(Rings.MOST);
    assertThat(last.space()).isNull();
    floods.get(0).ended(false);
    assertThat(last.space()).as("the ring of one that has ended").isNotNull();
  }

  @Test
  void whatIsNoFloodOrHasAnotherTailHasNoRing() {
    HeadTail small = new HeadTail(10, Rings.BYTES, new Rings());
    small.take(ByteBuffer.wrap(new byte[10 + Rings.BYTES]));
    small.take(ByteBuffer.wrap(new byte[HeadTail.FLOOD - 1]));
    assertThat(small.space()).isNull();
    small.take(ByteBuffer.wrap(new byte[1]));
    assertThat(small.space()).isNotNull();
    HeadTail other = new HeadTail(10, Rings.BYTES - 1, new Rings());
    other.take(ByteBuffer.wrap(new byte[4 * HeadTail.FLOOD]));
    assertThat(other.space()).isNull();
  }

  @Test
  void withoutMemoryToKeepMoreNothingIsMissingWithinWhatIsKept() {
    Logger log = Logger.getLogger(HeadTail.class.getName());
    log.setLevel(Level.OFF); // it says so once for each output
    try {
      for (int seed = 0; seed < 3_000; seed++) {
        lacking(seed);
      }
    } finally {
      log.setLevel(null);
    }
  }

  private static void lacking(int seed) {
    Random random = new Random(seed);
    int head = random.nextInt(9_000);
    int tail = random.nextInt(9_000);
    byte[] all = new byte[random.nextInt(40_000)];
    random.nextBytes(all);
    HeadTail kept =
        new HeadTail(head, tail, new Rings()) {
          @Override
          byte[] copied(byte[] array, int size) {
            if (random.nextInt(3) == 0) {
              throw new OutOfMemoryError("on purpose");
            }
            return super.copied(array, size);
          }
        };
    for (int at = 0; at < all.length; ) {
      int n = Math.min(all.length - at, 1 + random.nextInt(random.nextBoolean() ? 50 : 5_000));
      kept.take(ByteBuffer.wrap(all, at, n));
      at += n;
    }
    Captured captured = kept.captured();
    assertThat(captured.bytes()).as("seed %d", seed).isEqualTo(all.length);
    int first = captured.head().length;
    int last = captured.tail().length;
    assertThat(first).as("seed %d", seed).isLessThanOrEqualTo(head);
    assertThat(last).as("seed %d", seed).isLessThanOrEqualTo(tail);
    assertThat(captured.head()).as("seed %d", seed).isEqualTo(Arrays.copyOf(all, first));
    assertThat(captured.tail())
        .as("seed %d", seed)
        .isEqualTo(Arrays.copyOfRange(all, all.length - last, all.length));
  }
}
